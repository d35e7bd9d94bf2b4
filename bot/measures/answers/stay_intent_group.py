"""Staying: of the mentees who answered at the end, the share who picture themselves here in a year (item e6).

A share of a group, never of one person, and shown like every answer from ten asked on.
"""

from bot.domain.disclosure.kinds import AGREES, ANSWERED
from bot.domain.measures.measures import ANY_SHAPE, Measure
from bot.measures.waves import agreeing

MEASURE = Measure("stay_intent_group", ANY_SHAPE, (AGREES, ANSWERED), agreeing("e6"))
