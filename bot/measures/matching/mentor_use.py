"""Mentor places in use: how many of the places that mentors offer are taken, as of the last Monday.

Both are counts of who takes part, rounded to five; no record is in them. A mentor who is paused offers places
all the same. Of several programs those count that were counted on the same Monday. Circles have no mentors.
"""

from collections.abc import Sequence

from bot.domain.disclosure.figures import share_of_counts
from bot.domain.disclosure.kinds import PLACES_OFFERED, PLACES_TAKEN
from bot.domain.disclosure.weeks import WEEK
from bot.domain.measures.measures import TWO_BY_TWO, Measure, Measured, Reading, of_all
from bot.measures.periods import FOUR_WEEKS, as_of, by_week, period_of, told


def read(programs: Sequence[Measured]) -> Sequence[Reading]:
    offered, taken = dict(by_week(of_all(programs, PLACES_OFFERED))), of_all(programs, PLACES_TAKEN)
    weeks = [(week, share_of_counts(cells, offered.get(week, ()))) for week, cells in by_week(taken)]
    if not weeks:
        return [Reading(share_of_counts([], []))]
    every_fourth = [one for one in weeks if period_of(one[0]) + FOUR_WEEKS == one[0] + WEEK]
    return [Reading(weeks[-1][1], trend=told(every_fourth), as_of=as_of(taken))]


MEASURE = Measure("mentor_use", TWO_BY_TWO, (PLACES_TAKEN, PLACES_OFFERED), read)
