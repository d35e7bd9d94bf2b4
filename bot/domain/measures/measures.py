"""Measures: what each is made of, and what it came to in one program or in several together.

A measure is one file in bot/measures. It is worked out from frozen cells alone, of the whole life of its
programs; of several programs it is the sum of their cells, which says nothing that those don't.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from bot.domain.disclosure.cells import Cell
from bot.domain.disclosure.figures import Figure
from bot.domain.disclosure.kinds import KINDS, Every, Kind
from bot.domain.disclosure.weeks import WEEK
from bot.domain.feedback.waves import Wave
from bot.domain.mentorships.mentorships import this_monday
from bot.domain.programs.programs import Program

# New starters have 7.
USUAL_DAYS: Final = 21


class Shape(StrEnum):
    """What kind of mentorships a program has."""

    PAIRS = "pairs"
    CIRCLES = "circles"
    COACHING = "coaching"


@dataclass(frozen=True, slots=True)
class Measured:
    """All that is frozen of one program, and the waves in which its people were asked.

    A first talk is in time within `first_days` of the introduction.
    """

    program: Program
    shape: Shape = Shape.PAIRS
    first_days: int = USUAL_DAYS
    cells: Sequence[Cell] = ()
    waves: Sequence[Wave] = ()

    def known_on(self, day: date) -> "Measured":
        """As it was on that day: what was frozen later isn't there yet."""
        waves = [one for one in self.waves if one.frozen_on and one.frozen_on <= day]
        closed = {this_monday(one.closes_on) for one in waves}
        cells = [
            one for one in self.cells if (one.week in closed if _is_asked(one) else one.week + WEEK <= day)
        ]
        return replace(self, cells=cells, waves=waves)

    def of(self, kind: Kind, group: str = "") -> list[Cell]:
        return [one for one in self.cells if one.kind == kind.name and one.group == group]


def _is_asked(cell: Cell) -> bool:
    return KINDS[cell.kind].every is Every.WAVE


@dataclass(frozen=True, slots=True)
class Reading:
    """What a measure came to; the fields are those of a Result."""

    figure: Figure
    part: str = ""
    earlier: Figure | None = None
    trend: Sequence[tuple[date, Figure]] = ()
    as_of: date | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """`kinds` are the cells it is made of; none where HR works it out. `parts` tell its figures apart.

    In a program that isn't `of` one of these shapes nothing is counted that it could be made of.
    """

    id: str
    of: frozenset[Shape]
    kinds: Sequence[Kind] = ()
    read: Callable[[Sequence[Measured]], Sequence[Reading]] = lambda _: ()
    parts: Sequence[str] = ()

    @property
    def keys(self) -> Sequence[str]:
        return [f"{self.id}:{part}" for part in self.parts] or [self.id]

    @property
    def is_external(self) -> bool:
        return not self.kinds


ANY_SHAPE = frozenset(Shape)
TWO_BY_TWO = frozenset({Shape.PAIRS, Shape.COACHING})
CIRCLES = frozenset({Shape.CIRCLES})


def of_all(programs: Iterable[Measured], kind: Kind, group: str = "") -> list[Cell]:
    return [cell for one in programs for cell in one.of(kind, group)]
