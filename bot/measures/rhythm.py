"""Rhythm: talks held, of those that the rhythm of a program gives."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.disclosure.cells import Cell
from bot.domain.disclosure.figures import held_of_planned
from bot.domain.disclosure.kinds import MET
from bot.domain.measures.measures import Measured, Reading, Shape
from bot.measures.periods import FOUR_WEEKS, as_of, first_day, period_of, told

ByRhythm = Mapping[int, Sequence[Cell]]


def held_of_rhythm(programs: Sequence[Measured], shapes: frozenset[Shape]) -> Reading:
    """Read the weeks in which people met, of the weeks in which they could by every how many they are to.

    A week counts for who could meet in it: introduced, not ended, and on a day of it neither paused, away nor
    on hold. Who chose another rhythm is held against the program's. More than all reads like all.
    """
    found: dict[int, list[Cell]] = defaultdict(list)
    for one in programs:
        if one.shape in shapes:
            found[one.program.every_weeks] += one.of(MET)
    every = [cell for cells in found.values() for cell in cells]
    end = as_of(every)
    trend = [
        (begins, held_of_planned(cells))
        for begins, cells in _by_period(found).items()
        if end and begins + FOUR_WEEKS <= end
    ]
    return Reading(held_of_planned(found), trend=told(trend), as_of=end, since=first_day(every))


def _by_period(found: ByRhythm) -> Mapping[date, ByRhythm]:
    """Split into four weeks each, oldest first."""
    periods: dict[date, dict[int, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for rhythm, cells in found.items():
        for cell in cells:
            periods[period_of(cell.week)][rhythm].append(cell)
    return dict(sorted(periods.items()))
