"""Who is to be matched, as matching sees them: ids, topics, places, and what is near to what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    SharedMinutes = NDArray[np.floating] | Callable[[str, str], float | None] | None

Groups = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person in one role. `capacity` counts a mentor's free places over all programs.

    `topics_wanted` are in the person's own order. Who excluded whom is private and never reaches a sentence.
    """

    id: str
    topics_offered: frozenset[str] = frozenset()
    topics_wanted: tuple[str, ...] = ()
    profession: str | None = None
    specialty: str | None = None
    department: str | None = None
    site: str | None = None
    career_stage: str | None = None
    capacity: int = 0
    exclusions: frozenset[str] = frozenset()
    past_partners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Relations:
    """Groups of ids near to each other. `functions` groups professions by kind of work."""

    specialties: Groups = ()
    departments: Groups = ()
    professions: Groups = ()
    functions: Groups = ()


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Everybody waiting and everybody offering; a person may be in both.

    `shared_minutes` is the welcome time two people share in one cycle: an array (mentees x mentors, NaN where
    unknown), or, for a few hundred people, a function of mentee id and mentor id; None if nothing is known.
    `career_stage_order` runs from the first stage to the last.
    """

    mentees: tuple[Candidate, ...] = ()
    mentors: tuple[Candidate, ...] = ()
    shared_minutes: SharedMinutes = None
    relations: Relations = field(default_factory=Relations)
    career_stage_order: tuple[str, ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.mentees), len(self.mentors)
