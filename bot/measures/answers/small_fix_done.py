"""A change between teams: of those who answered at the end, the share who say they tried one (item x2).

Both sides of a pair are asked and count as two. The item belongs to one template; others are not asked it.
"""

from bot.domain.disclosure.kinds import AGREES, ANSWERED
from bot.domain.measures.measures import ANY_SHAPE, Measure
from bot.measures.waves import agreeing

MEASURE = Measure("small_fix_done", ANY_SHAPE, (AGREES, ANSWERED), agreeing("x2"))
