"""Who goes with whom: as many as possible, then the best total, then an even load over mentors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

Ints = NDArray[np.integer]
Mask = NDArray[np.bool_]
FLOOR = 45.0
# Scores are compared to four decimals, so that rounding decides nothing.
POINTS = 10_000
DENSE_UP_TO = 2_000
BEST = 50
NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Pairs the solver may choose from: mentee row, mentor column, points."""

    rows: Ints
    columns: Ints
    points: Ints


def assign(
    scores: NDArray[np.floating],
    allowed: Mask,
    capacity: Ints,
    *,
    floor: float = FLOOR,
    dense_up_to: int = DENSE_UP_TO,
    best: int = BEST,
) -> Ints:
    """The mentor's column for each mentee's row, -1 for nobody. `capacity` is places per mentor.

    Exact up to `dense_up_to` mentees. Above it only each mentee's `best` candidates are tried, and more as
    long as more mentees could be matched; the number matched stays exact.
    """
    eligible = _eligible(scores, allowed, capacity, floor=floor)
    mentees, mentors = eligible.shape
    if mentees <= dense_up_to:
        return _solve(_every(scores, eligible), eligible.shape, capacity)
    while True:
        matched = _solve(_best(scores, eligible, best), eligible.shape, capacity)
        if best >= mentors or not can_grow(eligible, matched, capacity):
            return matched
        best *= 4


def _points(scores: NDArray[np.floating]) -> Ints:
    points: Ints = np.rint(scores * POINTS).astype(np.int64)
    return points


def _eligible(scores: NDArray[np.floating], allowed: Mask, capacity: Ints, *, floor: float) -> Mask:
    # Just under the floor by less than a rounding error still counts.
    return allowed & (scores >= np.float32(floor - 0.5 / POINTS)) & (capacity > 0)


def _every(scores: NDArray[np.floating], eligible: Mask) -> Edges:
    rows, columns = np.nonzero(eligible)
    return Edges(rows, columns, _points(scores[rows, columns]))


def _best(scores: NDArray[np.floating], eligible: Mask, best: int, *, block: int = 128) -> Edges:
    """Each row's best columns. Among equals rows start at different ones, lest all want the same few."""
    mentees, mentors = eligible.shape
    best, parts = min(best, mentors), []
    for first in range(0, mentees, block):
        rows = np.arange(first, min(first + block, mentees))
        turn = (np.arange(mentors)[None, :] - rows[:, None]) % mentors
        rank = np.where(eligible[rows], _points(scores[rows]) * mentors + turn, NOBODY)
        columns = np.sort(np.argpartition(-rank, best - 1, axis=1)[:, :best], axis=1)
        chosen, which = np.nonzero(np.take_along_axis(eligible[rows], columns, axis=1))
        parts.append((rows[chosen], columns[chosen, which]))
    all_rows, all_columns = (np.concatenate([part[side] for part in parts]) for side in (0, 1))
    return Edges(all_rows, all_columns, _points(scores[all_rows, all_columns]))


def _solve(edges: Edges, shape: tuple[int, int], capacity: Ints) -> Ints:
    """Min-cost flow: source, mentees, mentors, sink. Costs rank the total above the evenness of the load."""
    mentees, mentors = shape
    matched = np.full(mentees, NOBODY)
    if not len(edges.rows):
        return matched
    places = np.minimum(capacity, np.bincount(edges.columns, minlength=mentors)).astype(np.int64)
    source, sink = mentees + mentors, mentees + mentors + 1
    flow = SimpleMinCostFlow()
    # The sum of squared loads is the smallest for an even load, and is always below this.
    finest = mentees * int(places.max()) + 1
    pairs = _add(flow, edges.rows, mentees + edges.columns, (100 * POINTS - edges.points) * finest)
    _add(flow, np.full(mentees, source), np.arange(mentees), np.zeros(mentees))
    place_of = np.repeat(np.arange(mentors), places)
    nth = np.arange(len(place_of)) - np.repeat(np.cumsum(places) - places, places)
    _add(flow, mentees + place_of, np.full(len(place_of), sink), 2 * nth + 1)
    flow.set_nodes_supplies(np.array([source, sink]), np.array([mentees, -mentees]))
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise ArithmeticError("the assignment could not be solved")
    used = flow.flows(pairs) > 0
    matched[edges.rows[used]] = edges.columns[used]
    return matched


def _add(flow: SimpleMinCostFlow, tails: Ints, heads: Ints, costs: NDArray[np.number]) -> Ints:
    ones = np.ones(len(tails), dtype=np.int64)
    found: Ints = flow.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), ones, costs.astype(np.int64)
    )
    return found


def can_grow(eligible: Mask, matched: Ints, capacity: Ints) -> bool:
    """Whether one more mentee could be matched if others moved (Berge: an augmenting path exists)."""
    load = np.bincount(matched[matched >= 0], minlength=eligible.shape[1])
    has_room = load < capacity
    reached = np.zeros(eligible.shape[1], dtype=bool)
    frontier = matched == NOBODY
    while frontier.any():
        fresh = eligible[frontier].any(axis=0) & ~reached
        if (fresh & has_room).any():
            return True
        reached |= fresh
        frontier = (matched >= 0) & fresh[matched]
    return False


def loads(matched: Ints, mentors: int) -> Ints:
    """How many mentees each mentor got."""
    return np.bincount(matched[matched >= 0], minlength=mentors)
