"""Load: of the mentors who answered half way, the share for whom it is fine or could be more (item m6).

The two answers about too much are a no. What mentors say in Settings acts at once and is not in here.
"""

from bot.domain.disclosure.kinds import AGREES, ANSWERED
from bot.domain.measures.measures import TWO_BY_TWO, Measure
from bot.measures.waves import agreeing

MEASURE = Measure("mentor_load_ok", TWO_BY_TWO, (AGREES, ANSWERED), agreeing("m6"))
