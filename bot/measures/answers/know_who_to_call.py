"""Knowing whom to call: of those who said it at the start and at the end, the share who are surer.

The confidence item is know_who_to_call; templates without it are not asked. Who left early is left out.
"""

from bot.domain.disclosure.kinds import ANSWERED_BOTH, MOVED_UP
from bot.domain.measures.measures import TWO_BY_TWO, Measure
from bot.measures.waves import surer_of

MEASURE = Measure("know_who_to_call", TWO_BY_TWO, (MOVED_UP, ANSWERED_BOTH), surer_of("know_who_to_call"))
