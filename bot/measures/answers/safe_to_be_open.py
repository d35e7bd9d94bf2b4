"""Openness: of the mentees who answered at the end, the share who could be open without worrying (item e5).

Until an end wave has closed it is what they said half way (item m2). People of circles are asked as mentees
are; mentors are not asked.
"""

from bot.domain.disclosure.kinds import AGREES, ANSWERED
from bot.domain.measures.measures import ANY_SHAPE, Measure
from bot.measures.waves import agreeing

MEASURE = Measure("safe_to_be_open", ANY_SHAPE, (AGREES, ANSWERED), agreeing("e5", "m2"))
