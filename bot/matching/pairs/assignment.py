"""Who goes with whom: as many as possible, then the best total, then an even load over mentors."""

from collections.abc import Iterable

import numpy as np

from bot.matching.numbers import Ints
from bot.matching.pairs.candidates import best_edges
from bot.matching.pairs.flow import Edges, loads, solve
from bot.matching.pairs.growing import can_grow, more_edges
from bot.matching.pairs.optimality import overlooked
from bot.matching.pairs.points import FLOOR, NOBODY, Scores, Whole, points_of

EXACT_UP_TO = 2_500
MOST_CELLS = 10_000_000
BEST, BEST_IF_EXACT = 50, 24
Cell = tuple[int, int]


class Assignment:
    """Proven to be the best of all ways up to `exact_up_to` mentees.

    Above it only each mentee's `best` candidates are tried, and more as long as more mentees could be
    matched: the number matched stays exact.
    """

    def __init__(
        self,
        scores: Scores,
        capacity: Ints,
        *,
        floor: float = FLOOR,
        exact_up_to: int = EXACT_UP_TO,
        best: int | None = None,
    ) -> None:
        mentees, mentors = scores.shape
        self.capacity, self.floor, self.shape = capacity, floor, scores.shape
        self.is_exact = mentees <= exact_up_to and mentees * mentors <= MOST_CELLS
        if self.is_exact:
            whole = [block for _, block in scores.blocks()]
            scores = Whole(np.concatenate(whole) if whole else np.zeros(self.shape))
            self._points = points_of(scores.scores, floor=floor)
            self._points[:, capacity < 1] = NOBODY
        self.scores = scores
        self.best = best or (BEST_IF_EXACT if self.is_exact else BEST)
        self._edges = self._only_with_places(best_edges(scores, best=self.best, floor=floor))

    def match(self, *, without: Iterable[Cell] = ()) -> Ints:
        """The mentor's column for each mentee's row, -1 for nobody."""
        if 0 in self.shape:
            return np.full(self.shape[0], NOBODY)
        cells = np.array(list(without), dtype=np.int64).reshape(-1, 2)
        return self._exactly(cells) if self.is_exact else self._nearly(cells)

    def _exactly(self, without: Ints) -> Ints:
        points = self._points
        if len(without):
            points = points.copy()
            points[without[:, 0], without[:, 1]] = NOBODY
        more: Edges | None = self._edges
        while more is not None:
            self._edges = more
            edges = self._without(without)
            matched = solve(edges, self.shape, self.capacity)
            more = overlooked(points, edges, matched, self.capacity)
        return matched

    def _nearly(self, without: Ints) -> Ints:
        matched = solve(self._without(without), self.shape, self.capacity)
        turn = 0
        while not len(without) and can_grow(self.scores, matched, self.capacity, floor=self.floor):
            turn += 1
            more = more_edges(
                self.scores, matched, self.capacity, best=self.best, turn=turn, floor=self.floor
            )
            self._edges = self._edges.joined(self._only_with_places(more), mentors=self.shape[1])
            matched = solve(self._edges, self.shape, self.capacity)
        return matched

    def _without(self, cells: Ints) -> Edges:
        if not len(cells):
            return self._edges
        mentors = self.shape[1]
        gone = np.isin(self._edges.rows * mentors + self._edges.columns, cells[:, 0] * mentors + cells[:, 1])
        return self._edges.without(~gone)

    def _only_with_places(self, edges: Edges) -> Edges:
        return edges.without(self.capacity[edges.columns] > 0)

    def points_at(self, matched: Ints) -> Ints:
        """Of every match, 0 for the unmatched."""
        rows = np.flatnonzero(matched >= 0)
        found = np.zeros(len(matched), dtype=np.int64)
        mentors = self.shape[1]
        keys = self._edges.rows * mentors + self._edges.columns
        order = np.argsort(keys)
        at = np.searchsorted(keys, rows * mentors + matched[rows], sorter=order)
        found[rows] = self._edges.points[order[at]]
        return found


def assign(scores: Scores, capacity: Ints, *, floor: float = FLOOR, **asked: int) -> Ints:
    return Assignment(scores, capacity, floor=floor, **asked).match()


__all__ = ["Assignment", "assign", "loads"]
