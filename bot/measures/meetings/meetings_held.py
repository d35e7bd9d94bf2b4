"""Talks held: of the talks that the program's rhythm gives, the share that were held, from the first pair on.

A talk is a week in which a mentorship met. What the rhythm gives is counted from the weeks in which it could:
introduced, not ended, and on a day neither paused, away nor on hold. Nothing is planned of who left early
after that, or before somebody came with rolling intake. A pair may choose another rhythm, and is held against
the program's all the same: there is no record of it. A trio is one mentorship; circles have circle_meets.
"""

from collections.abc import Sequence

from bot.domain.disclosure.kinds import MET
from bot.domain.measures.measures import TWO_BY_TWO, Measure, Measured, Reading
from bot.measures.rhythm import held_of_rhythm


def read(programs: Sequence[Measured]) -> Sequence[Reading]:
    return [held_of_rhythm(programs, TWO_BY_TWO)]


MEASURE = Measure("meetings_held", TWO_BY_TWO, (MET,), read)
