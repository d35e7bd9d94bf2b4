"""Belonging: of those who said at the start and at the end how sure they feel part of the team, who is surer.

The confidence item is feel_part. Circles are asked at the end alone whether they feel part of the place (item
x3): there it is the share who say yes. Of several programs together the pairs count, if there are any.
"""

from collections.abc import Sequence

from bot.domain.disclosure.kinds import AGREES, ANSWERED, ANSWERED_BOTH, MOVED_UP
from bot.domain.measures.measures import ANY_SHAPE, Measure, Measured, Reading
from bot.measures.waves import reading_of, said_to, surer


def read(programs: Sequence[Measured]) -> Sequence[Reading]:
    return [reading_of(surer(programs, "feel_part") or said_to(programs, "x3"))]


MEASURE = Measure("belonging", ANY_SHAPE, (MOVED_UP, ANSWERED_BOTH, AGREES, ANSWERED), read)
