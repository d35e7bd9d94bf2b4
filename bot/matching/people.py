"""Who is to be matched, as matching sees them: ids, topics, places, and what is near to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.matching.numbers import Minutes

    SharedMinutes: TypeAlias = Minutes | NDArray[np.floating] | Callable[[str, str], float | None] | None

Groups = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person in one role. `capacity` counts a mentor's free places over all programs.

    `topics_wanted` are in the person's own order, and so are the mentors they `ranked`; `declined` are those
    they said no to. Who excluded whom and who manages whom is private and never reaches a sentence.
    `mixes_stages`: asked for a circle of people at any stage.
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
    managers: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    heading_for: frozenset[str] = frozenset()
    been_there: frozenset[str] = frozenset()
    patient_setting: str | None = None
    meets: str | None = None
    styles: Mapping[str, str] = field(default_factory=dict)
    years_in_post: float | None = None
    ranked: tuple[str, ...] = ()
    declined: frozenset[str] = frozenset()
    set_aside: bool = False
    mixes_stages: bool = False


@dataclass(frozen=True, slots=True)
class Relations:
    """Groups of ids near to each other. `functions` groups professions by kind of work.

    `workflows` groups departments that hand work to each other; `leading` are the aspirations that lead
    others, `leadership` groups those near to each other.
    """

    specialties: Groups = ()
    departments: Groups = ()
    professions: Groups = ()
    functions: Groups = ()
    workflows: Groups = ()
    leading: frozenset[str] = frozenset()
    leadership: Groups = ()


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Everybody waiting and everybody offering; a person may be in both.

    `shared_minutes` is the welcome time two people share in one cycle: see bot.matching.minutes, or an array
    (mentees x mentors, NaN where unknown), or, for a few hundred people, a function of mentee id and mentor
    id; None if nothing is known. `career_stage_order` runs from the first stage to the last. `rules` are the
    ids of hard constraints this kind of program has on top of those for all. Among `equals`, the same career
    stage is what suits.
    """

    mentees: tuple[Candidate, ...] = ()
    mentors: tuple[Candidate, ...] = ()
    shared_minutes: SharedMinutes = None
    relations: Relations = field(default_factory=Relations)
    career_stage_order: tuple[str, ...] = ()
    rules: frozenset[str] = frozenset()
    equals: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.mentees), len(self.mentors)
