"""Assignment where people are on both sides: no two may be each other's mentor in one run."""

import heapq
from dataclasses import dataclass, field

from bot.matching.numbers import Ints
from bot.matching.pairs.assignment import Assignment, Cell
from bot.matching.pairs.flow import loads
from bot.matching.pairs.points import MOST_POINTS

# Each try costs about a second at 1,500 people on either side.
MOST_TRIES, MOST_CELLS = 200, 10_000_000


@dataclass(frozen=True, slots=True, order=True)
class _Try:
    """A solution and the cells it had to do without; the best sorts first."""

    unmatched: int
    missing: int
    unevenness: int
    forbidden: tuple[Cell, ...]
    matched: Ints = field(compare=False)
    points: Ints = field(compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    assignment: Assignment
    columns: Ints

    def attempt(self, forbidden: tuple[Cell, ...]) -> _Try:
        matched = self.assignment.match(without=forbidden)
        points, many = self.assignment.points_at(matched), int((matched >= 0).sum())
        load = loads(matched, self.assignment.shape[1])
        missing = many * MOST_POINTS - int(points.sum())
        return _Try(len(matched) - many, missing, int((load**2).sum()), forbidden, matched, points)

    def clashes(self, matched: Ints) -> list[tuple[Cell, Cell]]:
        """Pairs of cells in which two people are each other's mentor."""
        row_of = {int(column): row for row, column in enumerate(self.columns) if column >= 0}
        found = []
        for row, column in enumerate(matched.tolist()):
            other = row_of.get(column, -1)
            if other > row and self.columns[row] >= 0 and matched[other] == self.columns[row]:
                found.append(((row, column), (other, int(matched[other]))))
        return found


def match_one_way(assignment: Assignment, *, columns: Ints) -> Ints:
    """`columns` is each mentee's own column as a mentor, -1 for most.

    Branches on the first clash, best solution first, so what comes out is the optimum. Where everybody is on
    both sides there can be too many ways: after 200 tries, or fewer in a large pool, the weaker half of every
    clash is given up instead.
    """
    task = _Task(assignment, columns)
    open_tries = [task.attempt(())]
    size = assignment.shape[0] * assignment.shape[1]
    for _ in range(min(MOST_TRIES, MOST_CELLS // max(size, 1)) // 2):
        best = heapq.heappop(open_tries)
        clashes = task.clashes(best.matched)
        if not clashes:
            return best.matched
        for cell in clashes[0]:
            heapq.heappush(open_tries, task.attempt((*best.forbidden, cell)))
    return _give_up_weaker(task, open_tries[0])


def _give_up_weaker(task: _Task, attempt: _Try) -> Ints:
    while clashes := task.clashes(attempt.matched):
        weaker = tuple(min(clash, key=lambda cell: (attempt.points[cell[0]], cell)) for clash in clashes)
        attempt = task.attempt((*attempt.forbidden, *weaker))
    return attempt.matched
