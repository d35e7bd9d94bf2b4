"""Response: of everyone who was asked in a wave, the share that answered at least one question of it.

All waves that have closed count, each person once in each: who is paused or away was asked and counts, who
left early counts where they were asked then. A wave that is open is too early to tell. In several
mentorships of one program a person is asked once.
"""

from collections.abc import Sequence

from bot.domain.disclosure.figures import share_of
from bot.domain.disclosure.kinds import ANSWERED
from bot.domain.measures.measures import ANY_SHAPE, Measure, Measured, Reading
from bot.measures.periods import as_of, by_week, told


def read(programs: Sequence[Measured]) -> Sequence[Reading]:
    cells = [cell for one in programs for cell in one.cells if cell.kind == ANSWERED.name]
    trend = [(week, share_of(found)) for week, found in by_week(cells)]
    return [Reading(share_of(cells), trend=told(trend), as_of=as_of(cells))]


MEASURE = Measure("response_rate", ANY_SHAPE, (ANSWERED,), read)
