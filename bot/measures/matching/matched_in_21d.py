"""Matched in time: of the mentees with a place, the share introduced within 21 days of the end of sign-up.

With rolling intake, and for who joined later, the 21 days begin on the day they joined. Each mentee counts
once, in the four weeks in which the days are over. Who left before that, or has no place, is left out.
"""

from bot.domain.disclosure.kinds import MATCHED
from bot.domain.measures.measures import ANY_SHAPE, Measure
from bot.measures.periods import share_by_four_weeks

MEASURE = Measure("matched_in_21d", ANY_SHAPE, (MATCHED,), share_by_four_weeks(MATCHED))
