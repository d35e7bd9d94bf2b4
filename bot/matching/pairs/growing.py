"""Whether one more mentee could be matched, and which pairs to look at for it."""

import numpy as np

from bot.matching.numbers import Ints
from bot.matching.pairs.candidates import best_edges
from bot.matching.pairs.flow import Edges, loads
from bot.matching.pairs.points import NOBODY, Scores, points_of

# From this turn on, everybody gets more candidates, not only those at both ends.
EVERYBODY = 3


def can_grow(scores: Scores, matched: Ints, capacity: Ints, *, floor: float) -> bool:
    """Whether one more mentee could be matched if others moved (Berge: an augmenting path exists)."""
    mentors = len(capacity)
    has_room = loads(matched, mentors) < capacity
    reached = capacity < 1
    frontier = matched == NOBODY
    while frontier.any() and has_room.any():
        ends = _ends(scores, np.flatnonzero(frontier), np.flatnonzero(~reached), floor=floor)
        if has_room[ends].any():
            return True
        fresh = np.zeros(mentors, dtype=bool)
        fresh[ends] = True
        reached |= fresh
        frontier = (matched >= 0) & fresh[matched]
    return False


def _ends(scores: Scores, rows: Ints, columns: Ints, *, floor: float) -> Ints:
    """Those of the columns that one of the rows may have."""
    found = np.zeros(len(columns), dtype=bool)
    if len(columns):
        for _, block in scores.among(rows, columns).blocks():
            found |= (points_of(block, floor=floor) >= 0).any(axis=0)
    return columns[found]


def more_edges(scores: Scores, matched: Ints, capacity: Ints, *, best: int, turn: int, floor: float) -> Edges:
    """More candidates for whoever is left, and more people for whoever has room; in the end for all."""
    mentees, mentors = scores.shape
    everybody, all_of_them = np.arange(mentees), np.arange(mentors)
    left = everybody if turn >= EVERYBODY else np.flatnonzero(matched == NOBODY)
    room = np.flatnonzero(loads(matched, mentors) < capacity)
    wider = _among(scores, left, all_of_them, best=best * 4**turn, floor=floor)
    return wider.joined(_among(scores, everybody, room, best=4**turn, floor=floor), mentors=mentors)


def _among(scores: Scores, rows: Ints, columns: Ints, *, best: int, floor: float) -> Edges:
    found = best_edges(scores.among(rows, columns), best=best, floor=floor)
    return Edges(rows[found.rows], columns[found.columns], found.points)
