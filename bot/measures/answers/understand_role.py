"""Understanding another team: of those who said it at the start and at the end, the share who are surer.

The confidence item is understand_theirs; templates without it are not asked. Who left early is left out.
"""

from bot.domain.disclosure.kinds import ANSWERED_BOTH, MOVED_UP
from bot.domain.measures.measures import TWO_BY_TWO, Measure
from bot.measures.waves import surer_of

MEASURE = Measure("understand_role", TWO_BY_TWO, (MOVED_UP, ANSWERED_BOTH), surer_of("understand_theirs"))
