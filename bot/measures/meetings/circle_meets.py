"""Circles that met as planned: of the talks that the rhythm gives each circle, the share that were held.

It counts like meetings_held. A circle could meet in a week that had a day on which nobody of it was paused,
away or on hold.
"""

from collections.abc import Sequence

from bot.domain.disclosure.kinds import MET
from bot.domain.measures.measures import CIRCLES, Measure, Measured, Reading
from bot.measures.rhythm import held_of_rhythm


def read(programs: Sequence[Measured]) -> Sequence[Reading]:
    return [held_of_rhythm(programs, CIRCLES)]


MEASURE = Measure("circle_meets", CIRCLES, (MET,), read)
