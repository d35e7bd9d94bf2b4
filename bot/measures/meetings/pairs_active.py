"""Pairs on track 13 and 26 weeks after their introduction: each a share with a target of its own.

Each mentorship counts once for each of the two, on the Monday after the four weeks in which it gets so old;
younger ones are too early to tell. A mentorship that its people ended before is a no; one that ended with its
program is left out, and so is who is paused, away or on hold on that Monday. With rolling intake each counts
from its own introduction. Trios and circles count like pairs.
"""

from collections.abc import Sequence

from bot.domain.disclosure.kinds import STILL_ON_TRACK
from bot.domain.measures.measures import ANY_SHAPE, Measure, Measured, Reading, of_all
from bot.measures.periods import of_four_weeks

# By part, the group of its cells: after how many weeks.
GROUPS = {"3_months": "13", "6_months": "26"}


def read(programs: Sequence[Measured]) -> Sequence[Reading]:
    return [
        of_four_weeks(of_all(programs, STILL_ON_TRACK, group), part=part) for part, group in GROUPS.items()
    ]


MEASURE = Measure("pairs_active", ANY_SHAPE, (STILL_ON_TRACK,), read, parts=tuple(GROUPS))
