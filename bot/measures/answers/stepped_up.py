"""A step above: of the mentees who answered at the end, the share who took on a step above (item x1).

The item belongs to one template; others are not asked it.
"""

from bot.domain.disclosure.kinds import AGREES, ANSWERED
from bot.domain.measures.measures import ANY_SHAPE, Measure
from bot.measures.waves import agreeing

MEASURE = Measure("stepped_up", ANY_SHAPE, (AGREES, ANSWERED), agreeing("x1"))
