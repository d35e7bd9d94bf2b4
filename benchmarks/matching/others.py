"""Plainer ways to match people: at random, first come first served, greedy, deferred acceptance."""

import heapq
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from bot.matching.numbers import Ints
from bot.matching.pairs.points import NOBODY, Scores, points_of

Points = NDArray[np.int32]
OUT_OF_REACH = np.iinfo(np.int32).max


def points_in_blocks(scores: Scores) -> Points:
    """Whatever its score, every pair that no rule forbids; NOBODY for the others."""
    whole = np.empty(scores.shape, dtype=np.int32)
    for rows, block in scores.blocks():
        whole[rows] = points_of(block, floor=0.0)
    return whole


def at_random(points: Points, capacity: Ints, rng: np.random.Generator) -> Ints:
    """Everybody in turn gets anybody the rules allow who has room."""
    matched, room = _nobody(points), capacity.copy()
    for row in rng.permutation(len(points)).tolist():
        open_to = np.flatnonzero((points[row] >= 0) & (room > 0))
        if len(open_to):
            matched[row] = rng.choice(open_to)
            room[matched[row]] -= 1
    return matched


def first_come(points: Points, capacity: Ints, *, least: int) -> Ints:
    """Everybody in turn gets the best who has room."""
    matched, room = _nobody(points), capacity.copy()
    for row in range(len(points)):
        matched[row] = column = _best(points[row], room > 0, least)
        room[column] -= column >= 0
    return matched


def greedy(points: Points, capacity: Ints, *, least: int) -> Ints:
    """The best pair of all that are left, again and again."""
    matched, room = _nobody(points), capacity.copy()
    waiting = _offers(points, range(len(points)), room, least)
    heapq.heapify(waiting)
    while waiting:
        _, row, column = heapq.heappop(waiting)
        if room[column] > 0:
            matched[row] = column
            room[column] -= 1
        else:
            for offer in _offers(points, [row], room, least):
                heapq.heappush(waiting, offer)
    return matched


def _offers(points: Points, rows: Iterable[int], room: Ints, least: int) -> list[tuple[int, int, int]]:
    found = ((row, _best(points[row], room > 0, least)) for row in rows)
    return [(-int(points[row, column]), row, column) for row, column in found if column >= 0]


def deferred_acceptance(points: Points, theirs: Points, capacity: Ints, *, least: int) -> Ints:
    """Mentees ask, who is best by `points` first; mentors keep who is best by `theirs` (Gale and Shapley).

    `bar` is what the weakest is worth whom a mentor without room keeps: it only rises, so whoever is worth no
    more need not ask.
    """
    bar = np.where(capacity > 0, NOBODY, OUT_OF_REACH)
    kept: list[list[tuple[int, int]]] = [[] for _ in capacity]
    waiting = list(range(len(points)))
    while waiting:
        row = waiting.pop()
        column = _best(points[row], theirs[row] > bar, least)
        if column >= 0:
            waiting += _asked(kept[column], (int(theirs[row, column]), row), int(capacity[column]))
            if len(kept[column]) == capacity[column]:
                bar[column] = kept[column][0][0]
    matched = _nobody(points)
    for column, some in enumerate(kept):
        matched[[row for _, row in some]] = column
    return matched


def _asked(kept: list[tuple[int, int]], one: tuple[int, int], places: int) -> list[int]:
    """Who has to ask somebody else now."""
    heapq.heappush(kept, one)
    return [heapq.heappop(kept)[1]] if len(kept) > places else []


def _best(points: Points, open_to: NDArray[np.bool_], least: int) -> int:
    worth = np.where(open_to, points, NOBODY)
    column = int(worth.argmax())
    return column if worth[column] >= least else NOBODY


def _nobody(points: Points) -> Ints:
    return np.full(len(points), NOBODY)


def total_of(points: Points, matched: Ints) -> int:
    rows = np.flatnonzero(matched >= 0)
    return int(points[rows, matched[rows]].sum(dtype=np.int64))
