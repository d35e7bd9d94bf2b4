"""First talks in time: of the mentorships introduced 21 days ago or more, the share that met by then.

By then is the week of that day at the latest, since of a talk only its week is kept. Each mentorship counts
once, in the four weeks in which its 21 days are over; before that it is too early to tell. It is left out
where it is paused when they are counted, or was away or on hold all that time, and is a no where it ended
without a talk. A trio or a circle is one mentorship. For new starters it is 7 days, another measure.
"""

from collections.abc import Sequence

from bot.domain.disclosure.kinds import FIRST_TALK
from bot.domain.measures.measures import ANY_SHAPE, Measure, Measured, Reading, of_all
from bot.measures.periods import of_four_weeks

DAYS = 21


def read(programs: Sequence[Measured]) -> Sequence[Reading]:
    return [of_four_weeks(of_all([one for one in programs if one.first_days == DAYS], FIRST_TALK))]


MEASURE = Measure("first_meeting_21d", ANY_SHAPE, (FIRST_TALK,), read)
