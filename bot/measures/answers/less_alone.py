"""Feeling less alone: of the people of circles who answered at the end, the share who say so (item c1).

Hosts are asked as their circle is. Who left early says it where they were asked.
"""

from bot.domain.disclosure.kinds import AGREES, ANSWERED
from bot.domain.measures.measures import CIRCLES, Measure
from bot.measures.waves import agreeing

MEASURE = Measure("less_alone", CIRCLES, (AGREES, ANSWERED), agreeing("c1"))
