"""Wishes for a new match: how many mentorships ended with one, in percent of those introduced so far.

A mentorship counts once, in the four weeks in which one of its people asked, whoever of them it was.
Introduced so far counts those that have ended too, rounded to five. Nobody asks for another circle. The trend
is what it came to by the end of each four weeks.
"""

from collections.abc import Sequence
from datetime import date

from bot.domain.disclosure.cells import Cell
from bot.domain.disclosure.figures import share_of_count
from bot.domain.disclosure.kinds import INTRODUCED, REMATCH_ASKED
from bot.domain.disclosure.weeks import WEEK
from bot.domain.measures.measures import TWO_BY_TWO, Measure, Measured, Reading, of_all
from bot.measures.periods import FOUR_WEEKS, as_of, first_day, told


def read(programs: Sequence[Measured]) -> Sequence[Reading]:
    asked = of_all(programs, REMATCH_ASKED)
    ends = sorted({cell.week for cell in asked})
    if not ends:
        return [Reading(share_of_count([], []))]
    trend = [
        (
            end + WEEK - FOUR_WEEKS,
            share_of_count([cell for cell in asked if cell.week <= end], _introduced(programs, end)),
        )
        for end in ends
    ]
    return [Reading(trend[-1][1], trend=told(trend), as_of=as_of(asked), since=first_day(asked, 4))]


def _introduced(programs: Sequence[Measured], end: date) -> list[Cell]:
    """As of then, of each program: the last that was counted."""
    found = [[cell for cell in one.of(INTRODUCED) if cell.week <= end] for one in programs]
    return [max(cells, key=lambda cell: cell.week) for cells in found if cells]


MEASURE = Measure("rematch_rate", TWO_BY_TWO, (REMATCH_ASKED, INTRODUCED), read)
