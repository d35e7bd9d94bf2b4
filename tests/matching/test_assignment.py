"""The assignment against scipy, with capacities, on both of its ways, and what it prefers among equals."""

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from benchmarks.matching.pool import invented_pool
from bot.matching.constraints import allowed, constraints_of
from bot.matching.minutes import in_order
from bot.matching.pairs.assignment import assign
from bot.matching.pairs.flow import loads
from bot.matching.pairs.growing import can_grow
from bot.matching.pairs.points import Whole
from bot.matching.scoring import match_matrix, total

A_MATCH = 1e9


def _task(mentees: int, mentors: int, *, seed: int, most_places: int, allowed: float = 0.8):
    random = np.random.default_rng(seed)
    scores = random.integers(0, 1_000_000, (mentees, mentors)) / 10_000
    return scores, random.random((mentees, mentors)) < allowed, random.integers(0, most_places + 1, mentors)


def _assign(scores, allowed, capacity, **asked):
    return assign(Whole(np.where(allowed, scores, -1.0)), np.asarray(capacity), **asked)


def _worth(scores, matched):
    """How many are matched, and their total in ten-thousandths."""
    rows = np.flatnonzero(matched >= 0)
    return len(rows), int(np.rint(scores[rows, matched[rows]] * 10_000).sum())


def _best_by_scipy(scores, allowed, capacity, floor):
    """One column per place, and one per mentee for staying alone; a match outweighs any score."""
    worth = np.where(allowed & (scores >= floor), np.rint(scores * 10_000) + A_MATCH, -A_MATCH)
    places = np.repeat(worth, capacity, axis=1)
    whole = np.hstack([places, np.zeros((len(scores), len(scores)))])
    rows, columns = linear_sum_assignment(whole, maximize=True)
    found = whole[rows, columns]
    return int((found > 0).sum()), int((found[found > 0] - A_MATCH).sum())


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("mentees", "mentors", "most_places"), [(120, 60, 4), (150, 40, 2), (60, 120, 1)])
@pytest.mark.parametrize("best", [2, 24])
def test_it_agrees_with_scipy_on_a_few_hundred_people(mentees, mentors, most_places, seed, best):
    """From however few candidates it begins: what it comes to is proven."""
    scores, allowed, capacity = _task(mentees, mentors, seed=seed, most_places=most_places)
    matched = _assign(scores, allowed, capacity, floor=45.0, best=best)
    assert _worth(scores, matched) == _best_by_scipy(scores, allowed, capacity, 45.0)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("allowed", [0.8, 0.05])
def test_trying_only_the_best_candidates_matches_as_many_and_loses_next_to_nothing(seed, allowed):
    scores, mask, capacity = _task(300, 120, seed=seed, most_places=4, allowed=allowed)
    count, whole = _worth(scores, _assign(scores, mask, capacity))
    few_count, few = _worth(scores, _assign(scores, mask, capacity, exact_up_to=0, best=20))
    assert few_count == count
    assert few >= 0.99 * whole


def test_more_candidates_are_tried_while_a_place_and_an_eligible_mentee_are_left():
    scores = np.tile(np.linspace(99, 50, 40), (40, 1))
    matched = _assign(scores, np.ones((40, 40), dtype=bool), np.ones(40, dtype=int), exact_up_to=0, best=1)
    assert sorted(matched) == list(range(40))


def test_a_place_nobody_can_reach_asks_for_no_more_candidates():
    eligible = np.array([[True, False], [True, False]])
    assert not _can_grow(eligible, np.array([0, -1]), np.array([1, 1]))
    assert _can_grow(np.array([[True, True], [True, False]]), np.array([0, -1]), np.array([1, 1]))


def _can_grow(eligible, matched, capacity):
    return can_grow(Whole(np.where(eligible, 80.0, -1.0)), matched, capacity, floor=45.0)


def test_one_more_match_goes_before_a_better_total():
    scores = np.array([[99.0, 46.0], [98.0, 0.0]])
    matched = _assign(scores, np.ones((2, 2), dtype=bool), np.array([1, 1]))
    assert matched.tolist() == [1, 0]


def test_among_equals_the_load_is_even():
    scores = np.full((6, 3), 80.0)
    matched = _assign(scores, np.ones((6, 3), dtype=bool), np.array([6, 6, 6]))
    assert loads(matched, 3).tolist() == [2, 2, 2]


def test_a_better_total_goes_before_an_even_load():
    scores = np.array([[80.0001, 80.0], [80.0001, 80.0]])
    assert _assign(scores, np.ones((2, 2), dtype=bool), np.array([2, 2])).tolist() == [0, 0]


@pytest.mark.parametrize(("score", "matched"), [(45.0, 0), (44.9999, -1)])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_the_floor_itself_is_good_enough(score, matched, kind):
    assert _assign(np.array([[score]], dtype=kind), np.array([[True]]), np.array([1])).tolist() == [matched]


@pytest.mark.parametrize("seed", range(3))
def test_a_hospital_with_all_rules_and_criteria_agrees_with_scipy(content, seed):
    """So that ties, floors and masks are those of real pools."""
    whole = in_order(invented_pool(content, 130, 60, places=120, seed=seed))
    scores = total(whole, content.programs["specialist_resident"].weights).astype(float)
    mask = allowed(whole, constraints=constraints_of(whole))
    capacity = np.array([one.capacity for one in whole.mentors])
    matched = _assign(scores, mask, capacity)
    assert _worth(scores, matched) == _best_by_scipy(scores, mask, capacity, 45.0)
    few = _assign(scores, mask, capacity, exact_up_to=0, best=10)
    assert _worth(scores, few)[0] == _worth(scores, matched)[0]


def test_blocks_of_rows_score_and_forbid_as_the_whole_does(content):
    whole = in_order(invented_pool(content, 600, 40, places=50))
    weights = content.programs["nurse_leadership"].weights
    matrix, mask = match_matrix(whole, weights), allowed(whole, constraints=constraints_of(whole))
    in_blocks = np.concatenate([block for _, block in matrix.blocks()])
    assert (mask == (in_blocks > -1)).all()
    assert np.allclose(in_blocks[mask], total(whole, weights)[mask], atol=1e-3)
    rows, columns = np.arange(590, 10, -7), np.array([3, 1, 39])
    few = np.concatenate([block for _, block in matrix.among(rows, columns).blocks()])
    assert np.allclose(few, in_blocks[np.ix_(rows, columns)], atol=1e-3)
