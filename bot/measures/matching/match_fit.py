"""Good matches: of those who answered at the end, the share who say theirs was one (item e4).

Until an end wave has closed it is what they said after the first talk (item p1), where "too early to say" is
no yes. Mentors and mentees count alike, a trio as its people. Who left early says it where they were asked.
"""

from bot.domain.disclosure.kinds import AGREES, ANSWERED
from bot.domain.measures.measures import TWO_BY_TWO, Measure
from bot.measures.waves import agreeing

MEASURE = Measure("match_fit", TWO_BY_TWO, (AGREES, ANSWERED), agreeing("e4", "p1"))
