"""Each criterion's score and sentence, pair by pair."""

import math

import pytest

from bot.matching.criteria import all_criteria, names_in
from bot.matching.pair import Pair
from bot.matching.people import Candidate
from bot.matching.scoring import total
from tests.matching.pools import LABELS, RELATIONS, STAGES, pool

NOT_SAID = None
CASES = [
    ("goals", {"topics_wanted": ("leadership", "calm")}, {"topics_offered": {"leadership", "calm"}}, 1),
    ("goals", {"topics_wanted": ("leadership", "calm")}, {"topics_offered": {"leadership", "career"}}, 0.5),
    ("goals", {"topics_wanted": ("leadership",)}, {"topics_offered": {"career"}}, 0),
    ("goals", {}, {"topics_offered": {"career"}}, NOT_SAID),
    ("goals", {"topics_wanted": ("leadership",)}, {}, NOT_SAID),
    ("specialty", {"specialty": "oncology"}, {"specialty": "oncology"}, 1),
    ("specialty", {"specialty": "intensive_care"}, {"specialty": "emergency_medicine"}, 0.6),
    ("specialty", {"specialty": "oncology"}, {"specialty": "intensive_care"}, 0),
    ("specialty", {"specialty": "oncology"}, {}, NOT_SAID),
    ("specialty", {"specialty": "other"}, {"specialty": "other"}, NOT_SAID),
    ("department_fit", {"department": "east"}, {"department": "east"}, 1),
    ("department_fit", {"department": "east"}, {"department": "west"}, 0),
    ("role_fit", {"profession": "nurse"}, {"profession": "midwife"}, 0.6),
    ("career_stage", {"career_stage": "newly_qualified"}, {"career_stage": "established"}, 1),
    ("career_stage", {"career_stage": "senior"}, {"career_stage": "senior"}, 0),
    ("career_stage", {"career_stage": "senior"}, {"career_stage": "early_career"}, 0),
    ("career_stage", {"career_stage": "senior"}, {"career_stage": "unheard_of"}, NOT_SAID),
    ("location", {"site": "main"}, {"site": "main"}, 1),
    ("location", {"site": "main"}, {"site": "branch"}, 0),
    ("location", {"site": "main"}, {}, NOT_SAID),
    ("department_distance", {"department": "east"}, {"department": "west"}, 1),
    ("department_distance", {"department": "east"}, {"department": "east"}, 0),
    ("role_perspective", {"profession": "nurse"}, {"profession": "operations"}, 1),
    ("role_perspective", {"profession": "nurse"}, {"profession": "doctor"}, 0),
    ("role_perspective", {"profession": "nurse"}, {"profession": "astronaut"}, NOT_SAID),
]


@pytest.mark.parametrize(("key", "mentee", "mentor", "expected"), CASES)
def test_scores(key, mentee, mentor, expected):
    [[score]] = all_criteria()[key].score(pool([Candidate("a", **mentee)], [Candidate("b", **mentor)]))
    assert math.isnan(score) if expected is NOT_SAID else score == expected


@pytest.mark.parametrize(
    ("minutes", "expected"), [(None, NOT_SAID), (44.0, 0), (45.0, 0.6), (89.0, 0.6), (90.0, 1), (400.0, 1)]
)
def test_shared_minutes_score_in_steps(minutes, expected):
    pair = pool([Candidate("a")], [Candidate("b")], lambda mentee, mentor: minutes)
    [[score]] = all_criteria()["shift_overlap"].score(pair)
    assert math.isnan(score) if expected is NOT_SAID else score == expected


@pytest.mark.parametrize(
    ("key", "mentee", "mentor", "sentence"),
    [
        (
            "goals",
            {"topics_wanted": ("hard_talks", "calm", "career")},
            {"topics_offered": {"career", "hard_talks"}},
            "You both chose difficult conversations and career direction.",
        ),
        ("goals", {"topics_wanted": ("career",)}, {"topics_offered": {"calm"}}, None),
        (
            "specialty",
            {"specialty": "oncology"},
            {"specialty": "oncology"},
            "You work in the same specialty.",
        ),
        ("specialty", {"specialty": "other"}, {"specialty": "other"}, None),
        (
            "specialty",
            {"specialty": "intensive_care"},
            {"specialty": "emergency_medicine"},
            "Your specialties are close to each other.",
        ),
        ("location", {"site": "main"}, {"site": "branch"}, None),
        ("department_distance", {"department": "east"}, {}, None),
        ("department_distance", {"department": "east"}, {"department": "east"}, None),
        ("career_stage", {"career_stage": "senior"}, {"career_stage": "senior"}, None),
        ("role_perspective", {"profession": "nurse"}, {"profession": "doctor"}, None),
        (
            "role_perspective",
            {"profession": "nurse"},
            {"profession": "operations"},
            "You see the place from different roles.",
        ),
    ],
)
def test_a_sentence_is_said_only_where_it_is_true(key, mentee, mentor, sentence):
    assert all_criteria()[key].reason(_pair(mentee, mentor)) == sentence


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [
        (None, None),
        (30, None),
        (60, "Your free times overlap enough to meet."),
        (90, "Your free times often overlap."),
    ],
)
def test_free_times_are_mentioned_by_how_much_they_overlap(minutes, sentence):
    assert all_criteria()["shift_overlap"].reason(_pair({}, {}, minutes)) == sentence


def _pair(mentee, mentor, minutes=None) -> Pair:
    return Pair(Candidate("a", **mentee), Candidate("b", **mentor), minutes, RELATIONS, STAGES, LABELS)


def test_what_is_missing_counts_half_and_so_does_a_criterion_without_data():
    both = pool([Candidate("a", specialty="oncology")], [Candidate("b", specialty="oncology")])
    assert total(both, {"specialty": 20, "goals": 40, "mentee_choice": 40}).tolist() == [[60.0]]


def test_no_two_criteria_share_a_name(tmp_path):
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "goals.py").touch()
    with pytest.raises(ValueError, match="two criteria called goals"):
        names_in([str(tmp_path / "here"), str(tmp_path / "there")])
