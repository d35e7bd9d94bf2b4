"""Each mentee's best candidates, so that the solver need not look at every pair."""

import numpy as np

from bot.matching.numbers import Floats, Ints
from bot.matching.pairs.flow import Edges, joined_edges
from bot.matching.pairs.points import POINTS, Scores, points_of

# Among nearly equals rows begin at different columns, lest all want the same few.
NEARLY = np.float32(10 / POINTS)


def best_edges(scores: Scores, *, best: int, floor: float) -> Edges:
    """The `best` columns of every row."""
    mentors = scores.shape[1]
    if not mentors:
        return joined_edges([])
    turns = np.linspace(0, NEARLY, mentors, endpoint=False, dtype=np.float32)
    turned = np.lib.stride_tricks.sliding_window_view(np.concatenate([turns, turns]), mentors)
    found = [_edges_in(rows, block, turned, best, floor) for rows, block in scores.blocks()]
    return joined_edges(found)


def _edges_in(rows: slice, block: Floats, turned: Floats, best: int, floor: float) -> Edges:
    numbers = np.arange(rows.start, rows.stop)
    columns = _best(block, turned[numbers % len(turned)], best)
    points = points_of(np.take_along_axis(block, columns, axis=1), floor=floor)
    chosen, which = np.nonzero(points >= 0)
    return Edges(numbers[chosen], columns[chosen, which], points[chosen, which])


def _best(block: Floats, turned: Floats, best: int) -> Ints:
    mentors = block.shape[1]
    if best >= mentors:
        return np.broadcast_to(np.arange(mentors), block.shape)
    columns = np.argpartition(block + turned, mentors - best, axis=1)[:, mentors - best :]
    return np.sort(columns, axis=1)
