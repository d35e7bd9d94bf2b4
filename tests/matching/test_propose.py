"""Proposals for pools at the edge, and what managers read about those without a match."""

import subprocess
import sys
from dataclasses import replace

import pytest

from bot.matching.people import Candidate
from bot.matching.propose import Proposal, propose
from tests.matching.pools import LABELS, WEIGHTS, mentee, mentor, pool


def test_nobody_means_an_empty_proposal():
    assert propose(pool(), WEIGHTS) == Proposal(matches=(), unmatched=())


def test_only_mentors_means_an_empty_proposal():
    assert propose(pool([], [mentor("m1"), mentor("m2")]), WEIGHTS) == Proposal(matches=(), unmatched=())


def test_one_person_who_is_both_is_not_their_own_mentor():
    both = mentor("b1")
    [left] = propose(pool([both], [both]), WEIGHTS).unmatched
    assert (left.mentee_id, left.why) == ("b1", "Nobody else is here as a mentor yet.")


def test_two_people_who_are_both_do_not_mentor_each_other():
    pair = [mentor("b1"), mentor("b2")]
    assert len(propose(pool(pair, pair), WEIGHTS).matches) == 1


def test_three_people_who_are_both_can_go_round():
    three = [mentor("b1"), mentor("b2"), mentor("b3")]
    pairs = {(one.mentee_id, one.mentor_id) for one in propose(pool(three, three), WEIGHTS).matches}
    assert pairs in ({("b1", "b2"), ("b2", "b3"), ("b3", "b1")}, {("b2", "b1"), ("b3", "b2"), ("b1", "b3")})


def test_many_people_who_are_both_and_alike_are_matched_without_clashes():
    many = [mentor(f"b{index:02}") for index in range(30)]
    pairs = {(one.mentee_id, one.mentor_id) for one in propose(pool(many, many), WEIGHTS).matches}
    assert not {(other, one) for one, other in pairs} & pairs
    assert len(pairs) >= 29


def test_identical_people_are_all_matched_with_an_even_load():
    mentees = [mentee(f"e{index}") for index in range(6)]
    matches = propose(pool(mentees, [mentor("m1", capacity=4), mentor("m2", capacity=4)]), WEIGHTS).matches
    assert sorted(one.mentor_id for one in matches) == ["m1"] * 3 + ["m2"] * 3


def test_without_any_weight_everybody_scores_half():
    proposal = propose(pool([mentee("e1")], [mentor("m1")]), {"goals": 0, "location": 0})
    assert (proposal.lowest, proposal.median) == (50.0, 50.0)
    assert propose(pool([mentee("e1")], [mentor("m1")]), {}).lowest == 50.0


def test_the_same_id_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        propose(pool([mentee("e1"), mentee("e1")], []), WEIGHTS)


def test_a_match_carries_up_to_three_reasons_the_weightiest_first():
    her = mentee("e1", topics_wanted=("hard_talks",), specialty="oncology", site="main", department="east")
    him = mentor("m1", topics_offered={"hard_talks"}, specialty="oncology", site="main", department="west")
    [match] = propose(pool([her], [him], lambda one, other: 120.0), WEIGHTS, labels=LABELS).matches
    assert [reason.text for reason in match.reasons] == [
        "You share one topic: *difficult conversations*.",
        "You work in the same specialty.",
        "Your free times often overlap.",
    ]


def test_a_match_of_which_nothing_is_known_still_says_something():
    [match] = propose(pool([mentee("e1")], [mentor("m1")]), WEIGHTS).matches
    assert [reason.key for reason in match.reasons] == ["rules"]


def _left(person: Candidate, *mentors: Candidate, minutes=None, **asked):
    [left] = propose(pool([person], mentors, minutes), WEIGHTS, labels=LABELS, **asked).unmatched
    return left


def test_a_manager_cannot_tell_an_exclusion_from_any_other_reason():
    person = mentee("e1", specialty="intensive_care")
    told = {
        "she excluded him": _left(replace(person, exclusions=frozenset({"m1"})), mentor("m1")),
        "he excluded her": _left(person, mentor("m1", exclusions=frozenset({"e1"}))),
        "they parted early": _left(person, mentor("m1", past_partners=frozenset({"e1"}))),
        "he is full": _left(person, mentor("m1", capacity=0)),
        "they hardly fit": _left(person, mentor("m1"), floor=90.0),
    }
    assert len({(one.why, one.help) for one in told.values()}) == 1
    assert told["he is full"].why == "No eligible mentor had a free place."
    assert told["he is full"].help == "A mentor in intensive care with a free place."


def test_an_exclusion_changes_nothing_in_what_is_said_about_time():
    person = mentee("e1", exclusions=frozenset({"m1"}))
    apart = {"m1": 300.0, "m2": 10.0}
    left = _left(person, mentor("m1"), mentor("m2"), minutes=lambda one, other: apart[other])
    assert left.why == "No eligible mentor had a free place."


def test_a_lack_of_shared_time_is_named():
    left = _left(mentee("e1", specialty="intensive_care"), mentor("m1"), minutes=lambda one, other: 44.0)
    assert left.why == "No mentor with a free place shares enough free time with them."
    assert left.help == "A mentor in intensive care with a free place whose free times are like theirs."


def test_no_label_is_needed_and_a_vague_specialty_is_not_asked_for():
    assert _left(mentee("e1", specialty="other")).help == "One more mentor with a free place."
    assert _left(mentee("e1", specialty="unheard_of")).help == "One more mentor with a free place."
    assert _left(mentee("e1", specialty="ent")).help == "A mentor in ENT with a free place."


def test_the_program_hears_what_helps_most_people_first():
    people = [mentee("e1", specialty="ent"), *(mentee(f"i{n}", specialty="intensive_care") for n in range(3))]
    assert propose(pool(people, []), WEIGHTS, labels=LABELS).would_help == (
        "A mentor in intensive care with a free place, for 3 people.",
        "A mentor in ENT with a free place.",
    )


def test_many_thousands_who_wait_for_three_mentors_fill_every_place():
    mentees = [mentee(f"e{number:05}", specialty="ent") for number in range(10_000)]
    mentors = [mentor(f"m{number}", capacity=3, specialty="ent") for number in range(3)]
    proposal = propose(pool(mentees, mentors), WEIGHTS, labels=LABELS)
    assert len(proposal.matches) == 9
    assert proposal.would_help == ("A mentor in ENT with a free place, for 9991 people.",)


def test_everybody_excluded_by_everybody_means_no_match_and_one_reason():
    names = [f"{kind}{number}" for kind in "em" for number in range(60)]
    people = [mentor(name, exclusions=frozenset(names) - {name}) for name in names]
    proposal = propose(pool(people[:60], people[60:]), WEIGHTS)
    assert proposal.matches == ()
    assert {one.why for one in proposal.unmatched} == {"No eligible mentor had a free place."}


def test_what_weighs_much_and_was_not_said_is_noted_for_managers():
    her, him = mentee("e1", specialty="oncology", site="main"), mentor("m1", specialty="oncology")
    [match] = propose(pool([her], [him]), {"specialty": 60, "career_path": 30, "location": 5}).matches
    assert match.notes == ("career path",)


def test_the_solvers_load_with_the_first_proposal_and_not_before():
    """Every module that could be loaded with the bot is: what is above matching, and the way into it."""
    code = """
import bot.app, bot.content, bot.matching.propose, pkgutil, sys
for room in ("handlers", "nudges", "views"):
    for found in pkgutil.walk_packages([f"{bot.__path__[0]}/{room}"], f"bot.{room}."):
        __import__(found.name)
print({"numpy", "ortools"} & set(sys.modules))
"""
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "set()"
