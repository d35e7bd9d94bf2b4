"""Min-cost flow: as many matches as the edges allow, then the best total, then an even load over mentors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from bot.matching.numbers import Ints
from bot.matching.pairs.points import MOST_POINTS, NOBODY


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Pairs the solver may choose from: mentee row, mentor column, points."""

    rows: Ints
    columns: Ints
    points: Ints

    def without(self, kept: NDArray[np.bool_]) -> "Edges":
        return Edges(self.rows[kept], self.columns[kept], self.points[kept])

    def joined(self, other: "Edges", *, mentors: int) -> "Edges":
        """Each pair once."""
        both = joined_edges([self, other])
        _, first = np.unique(both.rows * mentors + both.columns, return_index=True)
        return Edges(both.rows[first], both.columns[first], both.points[first])


def joined_edges(parts: Sequence[Edges]) -> Edges:
    none = np.zeros(0, dtype=np.int64)
    rows, columns, points = (
        np.concatenate([none, *(getattr(one, name) for one in parts)])
        for name in ("rows", "columns", "points")
    )
    return Edges(rows, columns, points)


def finest(mentees: int, capacity: Ints) -> int:
    """What a point weighs against the load: more than the sum of all loads squared can be."""
    return mentees * int(capacity.max(initial=0)) + 1


def solve(edges: Edges, shape: tuple[int, int], capacity: Ints) -> Ints:
    """The mentor's column for each mentee's row. Source, mentees, mentors, sink."""
    mentees, mentors = shape
    matched = np.full(mentees, NOBODY)
    if not len(edges.rows):
        return matched
    places = np.minimum(capacity, np.bincount(edges.columns, minlength=mentors)).astype(np.int64)
    source, sink = mentees + mentors, mentees + mentors + 1
    flow = SimpleMinCostFlow()
    costs = (MOST_POINTS - edges.points.astype(np.int64)) * finest(mentees, places)
    pairs = _add(flow, edges.rows, mentees + edges.columns, costs)
    _add(flow, np.full(mentees, source), np.arange(mentees), np.zeros(mentees))
    place_of = np.repeat(np.arange(mentors), places)
    nth = np.arange(len(place_of)) - np.repeat(np.cumsum(places) - places, places)
    # Each further place costs more, so that the sum is that of squared loads: smallest for an even load.
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


def loads(matched: Ints, mentors: int) -> Ints:
    """How many mentees each mentor got."""
    return np.bincount(matched[matched >= 0], minlength=mentors)
