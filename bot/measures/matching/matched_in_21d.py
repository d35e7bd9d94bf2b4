"""Matched in time: of the mentees with a place, the share introduced within 21 days of joining or of sign-up.

The days begin with the end of sign-up, or on the day somebody joined where that is later or there is no such
end. Each mentee counts once, in the four weeks in which their days are over. Who left before, has no place or
is set aside then is left out.
"""

from bot.domain.disclosure.kinds import MATCHED
from bot.domain.measures.measures import ANY_SHAPE, Measure
from bot.measures.periods import share_by_four_weeks

MEASURE = Measure("matched_in_21d", ANY_SHAPE, (MATCHED,), share_by_four_weeks(MATCHED))
