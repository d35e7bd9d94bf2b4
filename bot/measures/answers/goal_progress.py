"""Own goals: of all mentees asked at the end, the share who moved at least one of their goals up.

All who were asked are the whole, whether they answered, wrote a goal or kept it to themselves: who wrote none
counts as a no. How far a goal moved, and how much it mattered, is no yes or no and is in no cell. Those who
left early are asked no question about it.
"""

from collections.abc import Sequence

from bot.domain.disclosure.figures import share_of
from bot.domain.disclosure.kinds import GOALS_MOVED
from bot.domain.measures.measures import ANY_SHAPE, Measure, Measured, Reading
from bot.measures.periods import as_of, by_week, told


def read(programs: Sequence[Measured]) -> Sequence[Reading]:
    cells = [cell for one in programs for cell in one.cells if cell.kind == GOALS_MOVED.name]
    trend = [(week, share_of(found)) for week, found in by_week(cells)]
    return [Reading(share_of(cells), trend=told(trend), as_of=as_of(cells))]


MEASURE = Measure("goal_progress", ANY_SHAPE, (GOALS_MOVED,), read)
