"""Each hard constraint keeps apart whom it should, and is never relaxed."""

import pytest

from bot.matching.constraints import ALL, constraints_of
from bot.matching.people import Candidate
from bot.matching.propose import propose
from tests.matching.pools import WEIGHTS, pool

BY_ID = {one.id: one for one in ALL}
HERE, THERE = {"site": "main"}, {"site": "branch"}
CASES = [
    ("hold", {"set_aside": True}, {}, False),
    ("hold", {}, {"set_aside": True}, False),
    ("not_line_manager", {"managers": frozenset({"m"})}, {}, False),
    ("not_line_manager", {}, {"managers": frozenset({"e"})}, False),
    ("not_line_manager", {"managers": frozenset({"x"})}, {"managers": frozenset({"x"})}, True),
    ("not_blocked", {"exclusions": frozenset({"m"})}, {}, False),
    ("not_blocked", {}, {"exclusions": frozenset({"e"})}, False),
    ("not_blocked", {"exclusions": frozenset({"x"})}, {}, True),
    ("not_declined", {"declined": frozenset({"m"})}, {}, False),
    ("not_declined", {"ranked": ("m",)}, {}, True),
    ("not_failed_pair", {"past_partners": frozenset({"m"})}, {}, False),
    ("not_failed_pair", {}, {"past_partners": frozenset({"e"})}, False),
    ("capacity", {}, {"capacity": 0}, False),
    ("capacity", {"capacity": 0}, {"capacity": 1}, True),
    ("language", {"languages": frozenset({"welsh"})}, {"languages": frozenset({"english"})}, False),
    ("language", {"languages": frozenset({"welsh", "english"})}, {"languages": frozenset({"english"})}, True),
    ("language", {"languages": frozenset({"welsh"})}, {}, True),
    ("site_rule", HERE, THERE, False),
    ("site_rule", {**HERE, "meets": "remote"}, {**THERE, "meets": "in_person"}, False),
    ("site_rule", {**HERE, "meets": "remote"}, THERE, False),
    ("site_rule", {**HERE, "meets": "remote"}, {**THERE, "meets": "either"}, True),
    ("site_rule", {**HERE, "meets": "in_person"}, HERE, True),
    ("site_rule", HERE, {}, True),
    ("different_department", {"department": "east"}, {"department": "east"}, False),
    ("different_department", {"department": "east"}, {"department": "west"}, True),
    ("different_department", {"department": "east"}, {}, True),
    ("different_role", {"profession": "nurse"}, {"profession": "nurse"}, False),
    ("different_role", {"profession": "nurse"}, {"profession": "doctor"}, True),
    ("different_role", {"profession": "other_clinical"}, {"profession": "other_clinical"}, True),
    ("stages", {"career_stage": "newly_qualified"}, {"career_stage": "senior"}, False),
    ("stages", {"career_stage": "senior"}, {"career_stage": "newly_qualified"}, False),
    ("stages", {"career_stage": "newly_qualified"}, {"career_stage": "established"}, True),
    (
        "stages",
        {"career_stage": "newly_qualified", "mixes_stages": True},
        {"career_stage": "senior", "mixes_stages": True},
        True,
    ),
]


def _two(mentee, mentor, **asked):
    return pool([Candidate("e", **mentee)], [Candidate("m", **{"capacity": 1, **mentor})], **asked)


@pytest.mark.parametrize(("key", "mentee", "mentor", "allowed"), CASES)
def test_a_rule_keeps_apart_whom_it_should(key, mentee, mentor, allowed):
    two = _two(mentee, mentor, rules=frozenset({key}))
    assert BY_ID[key].allows(two).tolist() == [[allowed]]
    assert len(propose(two, WEIGHTS, floor=0.0).matches) == allowed


def test_nobody_is_their_own_mentor():
    both = Candidate("b", capacity=1)
    assert BY_ID["not_self"].allows(pool([both], [both])).tolist() == [[False]]


@pytest.mark.parametrize(("minutes", "allowed"), [(None, True), (44.9, False), (45.0, True)])
def test_45_minutes_of_shared_time_are_needed_where_anything_is_known(minutes, allowed):
    two = _two({}, {}, minutes=lambda one, other: minutes)
    assert BY_ID["shared_window"].allows(two).tolist() == [[allowed]]


def test_every_rule_has_a_case_a_name_of_its_own_and_a_sentence():
    assert len(BY_ID) == len(ALL)
    assert set(BY_ID) == {key for key, *_ in CASES} | {"not_self", "shared_window"}
    assert all(one.text.endswith(".") for one in ALL)


def test_rules_of_one_kind_of_program_hold_only_there():
    usual = {one.id for one in constraints_of(pool())}
    assert usual == {one.id for one in ALL if not one.by_rule}
    assert "stages" in {one.id for one in constraints_of(pool(rules=frozenset({"stages"})))}


def test_private_rules_have_no_sentence_of_their_own_for_those_left_over():
    private = {"not_line_manager", "not_blocked", "not_declined", "not_failed_pair"}
    assert all(BY_ID[key].stood_in_the_way is None for key in private)


@pytest.mark.parametrize(
    ("mentee", "mentor", "why", "help_"),
    [
        (
            {"languages": frozenset({"welsh"})},
            {"languages": frozenset({"english"})},
            "No mentor with a free place speaks a language they have named.",
            "One more mentor with a free place who speaks a language of theirs.",
        ),
        (
            HERE,
            THERE,
            "No mentor with a free place is at their site, or fine with meeting remotely as they are.",
            "One more mentor with a free place at their site, or one who is fine with meeting remotely as "
            "they are.",
        ),
        ({"set_aside": True}, {}, "They are on hold in this program.", "Ending the hold."),
        (
            {},
            {"set_aside": True},
            "No eligible mentor had a free place.",
            "One more mentor with a free place.",
        ),
    ],
)
def test_whoever_is_left_over_hears_which_open_rule_stood_in_the_way(mentee, mentor, why, help_):
    [left] = propose(_two(mentee, mentor), WEIGHTS).unmatched
    assert (left.why, left.help) == (why, help_)
