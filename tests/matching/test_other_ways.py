"""The plainer ways that the optimum is held against: each does what its name says."""

import numpy as np
import pytest

from benchmarks.matching.others import (
    at_random,
    deferred_acceptance,
    first_come,
    greedy,
    points_in_blocks,
    total_of,
)
from bot.matching.pairs.assignment import assign
from bot.matching.pairs.flow import loads
from bot.matching.pairs.points import POINTS, Whole

LEAST = 45 * POINTS


def _task(seed: int, *, mentees: int = 40, mentors: int = 15):
    """No two scores are the same, so that there is only one greedy way."""
    rng = np.random.default_rng(seed)
    scores = rng.permutation(mentees * mentors).reshape(mentees, mentors) * 100 / (mentees * mentors)
    scores[rng.random(scores.shape) < 0.2] = -1000
    return points_in_blocks(Whole(scores)), rng.integers(0, 4, mentors), scores


def _greedy_by_sorting(points, capacity):
    room, matched = capacity.copy(), np.full(len(points), -1)
    for cell in np.argsort(-points, axis=None, kind="stable"):
        row, column = divmod(int(cell), points.shape[1])
        if matched[row] < 0 and room[column] > 0 and points[row, column] >= LEAST:
            matched[row] = column
            room[column] -= 1
    return matched


@pytest.mark.parametrize("seed", range(5))
def test_with_one_score_for_both_sides_deferred_acceptance_is_greedy(seed):
    points, capacity, _ = _task(seed)
    expected = _greedy_by_sorting(points, capacity).tolist()
    assert greedy(points, capacity, least=LEAST).tolist() == expected
    assert deferred_acceptance(points, points, capacity, least=LEAST).tolist() == expected


@pytest.mark.parametrize("seed", range(5))
def test_deferred_acceptance_leaves_no_two_who_would_rather_have_each_other(seed):
    mine, capacity, _ = _task(seed)
    theirs = np.random.default_rng(seed).permutation(mine.size).reshape(mine.shape)
    matched = deferred_acceptance(mine, theirs, capacity, least=LEAST)
    for row, column in np.argwhere(mine >= LEAST):
        own = mine[row, matched[row]] if matched[row] >= 0 else -1
        kept = theirs[matched == column, column]
        would_change = capacity[column] > len(kept) or (len(kept) and theirs[row, column] > kept.min())
        assert not (mine[row, column] > own and would_change)


@pytest.mark.parametrize("seed", range(5))
def test_no_way_breaks_a_rule_or_a_limit_and_none_beats_the_optimum(seed):
    points, capacity, scores = _task(seed, mentors=40)
    capacity += 1
    best = assign(Whole(scores), capacity)
    ways = [
        at_random(points, capacity, np.random.default_rng(seed)),
        first_come(points, capacity, least=LEAST),
        greedy(points, capacity, least=LEAST),
        deferred_acceptance(points, points, capacity, least=LEAST),
    ]
    assert (best >= 0).all()
    for matched in ways:
        rows = np.flatnonzero(matched >= 0)
        assert (points[rows, matched[rows]] >= 0).all()
        assert (loads(matched, len(capacity)) <= capacity).all()
        assert total_of(points, matched) <= total_of(points, best)
