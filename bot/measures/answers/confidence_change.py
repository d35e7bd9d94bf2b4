"""Confidence: of those who said it at the start and at the end, the share who are surer, over all questions.

It is the mean of the program's questions about confidence, and as unsure as one of them: who says yes to one
more often says so to the next. Each question by itself is on the page of what people said. Who was asked at
one time alone is left out, and so are those who left early. With rolling intake each quarter counts.
"""

from collections.abc import Sequence

from bot.domain.disclosure.kinds import ANSWERED_BOTH, MOVED_UP
from bot.domain.measures.measures import ANY_SHAPE, Measure, Measured, Reading
from bot.measures.waves import reading_of, surer


def read(programs: Sequence[Measured]) -> Sequence[Reading]:
    return [reading_of(surer(programs))]


MEASURE = Measure("confidence_change", ANY_SHAPE, (MOVED_UP, ANSWERED_BOTH), read)
