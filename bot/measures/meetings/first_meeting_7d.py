"""First talks of new starters in time: the share of mentorships that met by the week of their 7th day.

It counts like first_meeting_21d, in the programs whose template gives new starters 7 days: once for each
mentorship, when its 7 days are over; not where it was paused, or away or on hold all that time.
"""

from collections.abc import Sequence

from bot.domain.disclosure.kinds import FIRST_TALK
from bot.domain.measures.measures import ANY_SHAPE, Measure, Measured, Reading, of_all
from bot.measures.periods import of_four_weeks

DAYS = 7


def read(programs: Sequence[Measured]) -> Sequence[Reading]:
    return [of_four_weeks(of_all([one for one in programs if one.first_days == DAYS], FIRST_TALK))]


MEASURE = Measure("first_meeting_7d", ANY_SHAPE, (FIRST_TALK,), read)
