"""What a circle of equals is worth, and what no way to seat people can be worth more than."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from bot.matching.numbers import Ints
from bot.matching.overlap import SharedTime, Times, common_minutes, has_windows
from bot.matching.pairs.points import POINTS

Worth = NDArray[np.float64]
Circles = tuple[tuple[int, ...], ...]
# Two who may not sit together weigh more than any scores can make up for.
APART = -1e6
# Beyond this, a flow over all pairs takes longer than its bound is worth.
MOST_IN_FLOW = 600


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """`worth` of every two people for each other, the same both ways, APART where a rule is in the way."""

    worth: Worth
    times: Times | None

    def value(self, members: Sequence[int]) -> float:
        """Every member's mean score with the others, added up; far below zero where a rule is broken."""
        if len(members) < 2:
            return 0.0
        pairs = float(self.worth[np.ix_(members, members)].sum()) / (len(members) - 1)
        return pairs + (0.0 if self.has_time(members) else APART)

    def total(self, circles: Circles) -> float:
        return sum(self.value(members) for members in circles)

    def has_time(self, members: Sequence[int]) -> bool:
        if self.times is None:
            return True
        shared = self.times.shared_by(members)
        return bool(has_windows(shared, shared.begins)[0])

    def minutes(self, members: Sequence[int]) -> float | None:
        """What the whole circle shares in one cycle."""
        return None if self.times is None else common_minutes(self.times.shared_by(members))

    def allows(self, members: Sequence[int]) -> bool:
        return self.value(members) > -1.0

    def take(self, people: Ints) -> "Table":
        times = self.times.take(people) if self.times is not None else None
        return Table(self.worth[np.ix_(people, people)], times)


def table_of(scores: NDArray[np.floating], time: SharedTime | None) -> Table:
    """From scores of people with themselves, below zero where a rule is in the way."""
    both = np.where((scores < 0) | (scores.T < 0), APART, (scores + scores.T) / 2).astype(np.float64)
    np.fill_diagonal(both, 0.0)
    return Table(both, time.mentees if time is not None else None)


def at_most(table: Table, *, companions: int) -> float:
    """No way to seat people with at least so many companions each is worth more.

    Everybody has the best companions there are, and is nobody's more often than they have companions
    themselves. What it leaves out is that companions of one person must be each other's as well.
    """
    people = len(table.worth)
    if companions < 1 or people <= companions:
        return 0.0
    scores = np.maximum(table.worth, 0.0)
    if people > MOST_IN_FLOW:
        best = -np.partition(-scores, companions - 1, axis=1)[:, :companions]
        return float(best.sum()) / companions
    return _best_companions(scores, companions) / companions


def _best_companions(scores: Worth, companions: int) -> float:
    people = len(scores)
    rows, columns = np.nonzero(scores)
    points = np.ceil(scores[rows, columns] * POINTS).astype(np.int64)
    flow, everybody = SimpleMinCostFlow(), np.arange(people, dtype=np.int32)
    source, sink = np.full(people, 2 * people, np.int32), np.full(people, 2 * people + 1, np.int32)
    seats, free = np.full(people, companions, np.int64), np.zeros(people, np.int64)
    add = flow.add_arcs_with_capacity_and_unit_cost
    add(rows.astype(np.int32), (people + columns).astype(np.int32), np.ones(len(rows), np.int64), -points)
    add(source, everybody, seats, free)
    add(everybody + people, sink, seats, free)
    # What nobody takes up goes straight from the source to the sink.
    add(source, sink, seats, free)
    flow.set_nodes_supplies(np.array([source[0], sink[0]]), np.array([1, -1]) * people * companions)
    if flow.solve() != flow.OPTIMAL:
        raise ArithmeticError("the bound could not be found")
    return -float(flow.optimal_cost()) / POINTS
