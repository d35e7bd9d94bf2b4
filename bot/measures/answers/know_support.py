"""Knowing where to turn: of the mentees who answered at the end, the share who know it (item e11).

Beside it stands the share at the start (item b3). Who answered may be others, so that it is no change of
anybody's: two shares, each as sure as it is. People of circles are asked as mentees are.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.disclosure.kinds import AGREES, ANSWERED
from bot.domain.measures.measures import ANY_SHAPE, Measure, Measured, Reading
from bot.measures.waves import figure_of, reading_of, said_to


def read(programs: Sequence[Measured]) -> Sequence[Reading]:
    before = said_to(programs, "b3")
    now = reading_of(said_to(programs, "e11"))
    return [replace(now, earlier=figure_of(before) if before else None)]


MEASURE = Measure("know_support", ANY_SHAPE, (AGREES, ANSWERED), read)
