"""Circles: everybody in one, no rule broken in the whole of it, and as good as can be shown."""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.circles.search import Search
from bot.matching.circles.seating import every_way, greedy, seated
from bot.matching.circles.sizes import Sizes, sizes_for
from bot.matching.circles.worth import APART, Table, at_most
from bot.matching.overlap import shared_quarters
from bot.matching.propose import propose_circles
from tests.examples import examples
from tests.matching.brute_force import best_circles
from tests.matching.pools import LABELS, candidates, mentee, mentor, pool

WEIGHTS = {"career_stage": 25, "goals": 25, "shift_overlap": 20, "department_distance": 15, "location": 10}


def _tables(people, *, seed, apart=0.0):
    rng = np.random.default_rng(seed)
    worth = rng.integers(0, 100, (people, people)).astype(float)
    worth[rng.random((people, people)) < apart] = APART
    worth = np.triu(worth, 1)
    return Table(worth + worth.T, None)


def _proposed(peers, hosts=(), **asked):
    minutes = asked.pop("minutes", None)
    return propose_circles(pool(peers, hosts, minutes), WEIGHTS, rng=Random(1), labels=LABELS, **asked)


@pytest.mark.parametrize(
    ("people", "sizes"),
    [
        (3, ()),
        (4, (4,)),
        (5, (5,)),
        (8, (4, 4)),
        (9, (5, 4)),
        (11, (6, 5)),
        (12, (6, 6)),
        (23, (5, 5, 5, 4, 4)),
        (200, (5,) * 40),
    ],
)
def test_circles_are_as_near_to_the_usual_size_as_can_be(people, sizes):
    assert sizes_for(people, Sizes()) == sizes


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("people", "apart"), [(8, 0.0), (9, 0.0), (9, 0.1), (10, 0.0)])
def test_both_ways_of_seating_a_handful_agree_with_trying_everything(people, apart, seed):
    table = _tables(people, seed=seed, apart=apart)
    most, best = best_circles(table, Sizes())
    exact = every_way(table, Sizes())
    assert (sum(map(len, exact)), table.total(exact)) == (most, pytest.approx(best))
    if not apart:
        found = seated(table, Sizes(), np.random.default_rng(seed), every_way_up_to=0)
        assert table.total(found) == pytest.approx(best)


@pytest.mark.parametrize("seed", range(3))
def test_the_search_is_never_worse_than_greedy_nor_better_than_its_bound(seed):
    table = _tables(43, seed=seed, apart=0.02)
    start = greedy(table, sizes_for(43, Sizes()))
    found = seated(table, Sizes(), np.random.default_rng(seed))
    assert sum(map(len, found)) == 43
    assert table.total(start) < table.total(found) <= at_most(table, companions=min(map(len, found)) - 1)


def test_the_search_keeps_to_times_that_whole_circles_share():
    """Of three kinds of people each two share a day, no three do, and all are better off in a mix."""
    kinds = np.arange(12) % 3
    days = np.zeros((12, 28), dtype=bool)
    for person, kind in enumerate(kinds):
        days[person, [kind, (kind + 1) % 3]] = True
    free = np.repeat(days, 4, axis=1)
    worth = np.where(kinds[:, None] == kinds, 50.0, 100.0) + np.add.outer(np.arange(12), np.arange(12))
    np.fill_diagonal(worth, 0.0)
    table = Table(worth, shared_quarters(free, free, mentees=12, cycles=1).mentees)
    search = Search(table, greedy(table, sizes_for(12, Sizes())))
    search.improve()
    assert all(table.has_time(members) for members in search.circles())
    found = seated(table, Sizes(), np.random.default_rng(1), every_way_up_to=0)
    assert sum(map(len, found)) == 12
    assert table.total(found) == pytest.approx(best_circles(table, Sizes())[1])


@pytest.mark.parametrize("seed", range(6))
def test_no_way_of_seating_a_handful_is_above_the_bound(seed):
    table = _tables(8, seed=seed)
    assert best_circles(table, Sizes())[1] <= at_most(table, companions=3)


@examples(25)
@given(st.data(), st.integers(0, 14), st.integers(0, 1000))
def test_no_rule_is_broken_in_any_circle_and_nobody_is_lost(data, people, seed):
    names = [f"p{number:02}" for number in range(people)] or ["nobody"]
    peers = [data.draw(candidates(name, names, capacity=0)) for name in names[:people]]
    hosts = [data.draw(candidates(name, names, capacity=2)) for name in ("h1", "h2")]
    time = data.draw(st.sampled_from([None, _rosters(people + 2, seed, mentees=people)]))
    given_pool = replace(pool(peers, hosts, time), rules=frozenset({"stages"}))
    proposal = propose_circles(given_pool, WEIGHTS, rng=Random(seed))
    seats = Counter(one for circle in proposal.circles for one in circle.member_ids)
    left = [one.mentee_id for one in proposal.unmatched]
    assert sorted([*seats, *left]) == sorted(one.id for one in peers)
    assert set(seats.values()) <= {1}
    told = {one.id: one for one in (*peers, *hosts)}
    for circle in proposal.circles:
        assert 4 <= len(circle.member_ids) <= 8
        together = [*circle.member_ids, *([circle.host_id] if circle.host_id else [])]
        assert all(_fit(told[one], told[other]) for one, other in combinations(together, 2))
        if time is not None:
            rows = [peers.index(told[one]) for one in circle.member_ids]
            assert time.mentees.shared_by(rows).begins.any()
    hosting = Counter(circle.host_id for circle in proposal.circles if circle.host_id)
    assert all(many <= told[host].capacity for host, many in hosting.items())
    assert proposal.total <= proposal.at_most + 1e-6


def _fit(one, other):
    named = any(
        a.id in names
        for a, b in ((one, other), (other, one))
        for names in (b.exclusions, b.past_partners, b.managers, b.declined)
    )
    apart = one.site and other.site and one.site != other.site
    remote = all(person.meets in ("remote", "either") for person in (one, other))
    speak = not one.languages or not other.languages or one.languages & other.languages
    return not (named or (apart and not remote) or not speak or one.set_aside or other.set_aside)


def _rosters(people, seed, *, mentees):
    rng = np.random.default_rng(seed)
    free = np.repeat(rng.random((people, 14)) < 0.75, 8, axis=1)
    return shared_quarters(free, free, mentees=mentees, cycles=1)


def test_the_same_seed_seats_people_the_same_way():
    peers = [mentee(f"p{number:02}", topics_wanted=("calm",) * (number % 2)) for number in range(23)]
    assert _proposed(peers) == _proposed(peers)
    assert _proposed(peers[::-1]) == _proposed(peers)


def test_nobody_and_too_few_make_no_circle():
    assert _proposed([]).circles == ()
    proposal = _proposed([mentee(f"p{number}") for number in range(3)])
    assert proposal.circles == ()
    assert {one.why for one in proposal.unmatched} == {"A circle takes 4 people, and there are fewer so far."}
    assert proposal.would_help == ("More people in the program, for 3 people.",)


def test_everybody_excluded_by_everybody_makes_no_circle_and_gives_no_reason_away():
    names = [f"p{number}" for number in range(12)]
    told = _proposed([mentee(name, exclusions=frozenset(names) - {name}) for name in names])
    assert told.circles == ()
    assert {one.why for one in told.unmatched} == {"No circle fits them and everybody in it for now."}


def test_identical_people_make_even_circles_at_the_bound():
    peers = [mentee(f"p{number:02}", career_stage="senior") for number in range(20)]
    proposal = _proposed(peers)
    assert [len(circle.member_ids) for circle in proposal.circles] == [5, 5, 5, 5]
    assert proposal.gap == pytest.approx(0, abs=1e-6)


def test_a_language_or_a_hold_that_stands_in_the_way_is_named():
    peers = [mentee(f"p{number}", languages=frozenset({"english"})) for number in range(5)]
    strangers = [mentee("q1", languages=frozenset({"welsh"})), mentee("q2", set_aside=True)]
    left = {one.mentee_id: one.why for one in _proposed([*peers, *strangers]).unmatched}
    assert left == {
        "q1": "Too few people here speak a language they have named.",
        "q2": "They are on hold in this program.",
    }


def test_a_circle_needs_a_window_that_all_of_it_shares():
    """Each two of these eight share a day, and no five of them do."""
    days = np.zeros((8, 28), dtype=bool)
    for day, two in enumerate(combinations(range(8), 2)):
        days[list(two), day] = True
    free = np.repeat(days, 4, axis=1)
    time = shared_quarters(free, free, mentees=8, cycles=1)
    proposal = _proposed([mentee(f"p{number}") for number in range(8)], minutes=time)
    assert proposal.circles == ()


def test_a_host_leads_as_many_circles_as_they_have_room_for_and_none_they_may_not():
    peers = [mentee(f"p{number}") for number in range(10)]
    hosts = [mentor("h1", capacity=1), mentor("h2", capacity=3, exclusions={"p0"})]
    found = {circle.member_ids: circle.host_id for circle in _proposed(peers, hosts).circles}
    assert sorted(found.values()) == ["h1", "h2"]
    assert all(host == "h1" for members, host in found.items() if "p0" in members)


def test_reasons_are_true_of_everybody_in_the_circle():
    peers = [
        mentee(f"p{number}", topics_wanted=("calm", "career"), career_stage="senior", department=f"d{number}")
        for number in range(5)
    ]
    [circle] = _proposed(peers).circles
    assert [reason.text for reason in circle.reasons] == [
        "You all share two topics: *calm*, and *career direction*.",
        "You are at the same stage of your careers.",
        "You all work in different departments.",
    ]
    [mixed] = _proposed([*peers[:4], mentee("q")]).circles
    assert [reason.key for reason in mixed.reasons] == ["rules"]
