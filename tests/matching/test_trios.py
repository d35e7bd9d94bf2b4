"""People on both sides mentor each other in pairs, and an odd one joins a pair."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.minutes import in_order
from bot.matching.propose import propose
from bot.matching.scoring import match_matrix
from tests.examples import examples
from tests.matching.brute_force import permitted
from tests.matching.pools import LABELS, WEIGHTS, candidates, mentee, mentor, pool

EVERYBODY = slice(0, 100)


def together(people, minutes=None, **asked):
    asked.setdefault("floor", 0.0)
    return propose(pool(people, people, minutes), WEIGHTS, trios=True, labels=LABELS, **asked)


@st.composite
def peers(draw, *, most):
    names = [f"b{number}" for number in range(draw(st.integers(0, most)))]
    people = [draw(candidates(name, [*names, "x"], capacity=2)) for name in names]
    rules = draw(st.frozensets(st.sampled_from(["different_department", "different_role"])))
    return pool(people, people, None, rules=rules)


@pytest.mark.parametrize(
    ("people", "sizes"), [(2, [2]), (3, [3]), (4, [2, 2]), (7, [2, 2, 3]), (30, [2] * 15)]
)
def test_people_who_are_alike_go_in_pairs_and_at_most_one_trio(people, sizes):
    matches = together([mentor(f"b{number:02}") for number in range(people)]).matches
    assert sorted(len(one.user_ids) for one in matches) == sizes


@examples(60)
@given(peers(most=7))
def test_no_rule_is_broken_in_pair_or_trio_and_nobody_is_lost(pool):
    proposal = propose(pool, WEIGHTS, trios=True)
    at = {one.id: number for number, one in enumerate(pool.mentees)}
    seats = Counter(one for match in proposal.matches for one in match.user_ids if match.third_id)
    for match in proposal.matches:
        for one, other in combinations(match.user_ids, 2):
            assert permitted(pool, at[one], at[other])
        assert match.score >= 45
    served = {one for match in proposal.matches for one in match.user_ids}
    assert {one.mentee_id for one in proposal.unmatched} >= set(at) - served
    assert all(many == 1 for many in seats.values())


@examples(60)
@given(peers(most=6), st.sampled_from([0.0, 45.0]))
def test_with_room_for_one_as_many_are_served_as_in_the_best_of_all_ways(pool, floor):
    pool = in_order(pool)
    scores = match_matrix(pool, WEIGHTS).block(EVERYBODY)
    worth = np.where((scores < 0) | (scores.T < 0), -1, (scores + scores.T) / 2)
    matches = propose(pool, WEIGHTS, floor=floor, trios=True).matches
    served = {one for match in matches for one in match.user_ids}
    assert len(served) >= _most_in_pairs(worth, floor, tuple(range(len(worth))))


def _most_in_pairs(worth, floor, people) -> int:
    if not people:
        return 0
    first, *rest = people
    best = _most_in_pairs(worth, floor, tuple(rest))
    for other in rest:
        if worth[first, other] >= floor:
            left = tuple(one for one in rest if one != other)
            best = max(best, 2 + _most_in_pairs(worth, floor, left))
    return best


@pytest.mark.parametrize("seed", range(8))
def test_the_pairs_of_an_even_number_are_worth_next_to_the_most_there_can_be(seed):
    rng = np.random.default_rng(seed)
    topics = ("leadership", "hard_talks", "career", "calm")
    people = [
        mentor(
            f"b{number}",
            topics_wanted=tuple(rng.permutation(topics)[:2].tolist()),
            topics_offered=frozenset(rng.permutation(topics)[:2].tolist()),
            department=str(rng.choice(["east", "west"])),
        )
        for number in range(8)
    ]
    given_pool = in_order(pool(people, people))
    scores = match_matrix(given_pool, WEIGHTS).block(EVERYBODY)
    worth = np.where((scores < 0) | (scores.T < 0), -1, (scores + scores.T) / 2)
    found = together(people).matches
    assert all(match.third_id is None for match in found)
    assert sum(match.score for match in found) >= 0.97 * _best_pairs(worth, tuple(range(8)))


def _best_pairs(worth, people):
    if not people:
        return 0.0
    first, *rest = people
    return max(
        worth[first, other] + _best_pairs(worth, tuple(one for one in rest if one != other)) for other in rest
    )


def test_a_trio_is_not_formed_where_two_of_the_three_may_not_meet():
    people = [mentor("b1"), mentor("b2"), mentor("b3", exclusions=frozenset({"b1"}))]
    proposal = together(people)
    assert [len(match.user_ids) for match in proposal.matches] == [2]
    [left] = proposal.unmatched
    assert left.why == "No eligible mentor had a free place."


def test_whoever_only_mentors_or_only_learns_is_matched_with_the_places_left():
    people = [mentor("b1", capacity=2), mentor("b2")]
    found = propose(pool([*people, mentee("e1")], people), WEIGHTS, trios=True).matches
    assert [one.user_ids for one in found] == [("b1", "b2"), ("e1", "b1")]


def test_reasons_of_a_trio_are_true_of_all_three_and_speak_of_no_one():
    people = [
        mentor(
            f"b{number}", topics_wanted=("calm",), topics_offered=frozenset({"calm"}), specialty="oncology"
        )
        for number in range(3)
    ]
    [match] = together(people).matches
    assert [reason.text for reason in match.reasons] == [
        "You share one topic: *calm*.",
        "You work in the same specialty.",
    ]


def test_without_trios_no_two_are_each_others_mentor():
    people = [mentor("b1"), mentor("b2")]
    [match] = propose(pool(people, people), WEIGHTS).matches
    assert match.third_id is None


def test_thousands_who_mentor_each_other_take_seconds():
    rng = np.random.default_rng(3)
    people = [
        mentor(f"b{number:04}", department=str(rng.integers(0, 20)), specialty=str(rng.integers(0, 30)))
        for number in range(1001)
    ]
    matches = together(people).matches
    assert Counter(len(one.user_ids) for one in matches) == {2: 499, 3: 1}
