"""Each criterion's score and sentence, pair by pair."""

import math
import re
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.programs import CRITERIA
from bot.matching import criteria
from bot.matching.criteria import all_criteria, names_in
from bot.matching.criterion import Criterion
from bot.matching.pair import Pair
from bot.matching.people import Candidate
from bot.matching.score_matrix import dense
from bot.matching.scoring import total
from tests.matching.pools import LABELS, RELATIONS, STAGES, pool, pools

NOT_SAID = None
ALL_A = dict.fromkeys(("directness", "planning", "learning", "push", "contact"), "a")
CASES = [
    (
        "goals",
        {"topics_wanted": ("leadership", "calm")},
        {"topics_offered": frozenset({"leadership", "calm"})},
        1,
    ),
    (
        "goals",
        {"topics_wanted": ("leadership", "calm")},
        {"topics_offered": frozenset({"leadership", "career"})},
        0.5,
    ),
    ("goals", {"topics_wanted": ("leadership",)}, {"topics_offered": frozenset({"career"})}, 0),
    ("goals", {}, {"topics_offered": frozenset({"career"})}, NOT_SAID),
    ("goals", {"topics_wanted": ("leadership",)}, {}, NOT_SAID),
    ("specialty", {"specialty": "oncology"}, {"specialty": "oncology"}, 1),
    ("specialty", {"specialty": "intensive_care"}, {"specialty": "emergency_medicine"}, 0.6),
    ("specialty", {"specialty": "oncology"}, {"specialty": "intensive_care"}, 0),
    ("specialty", {"specialty": "oncology"}, {}, NOT_SAID),
    ("specialty", {"specialty": "other"}, {"specialty": "other"}, NOT_SAID),
    ("department_fit", {"department": "east"}, {"department": "east"}, 1),
    ("department_fit", {"department": "east"}, {"department": "west"}, 0),
    ("role_fit", {"profession": "nurse"}, {"profession": "nurse"}, 1),
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
    ("goals", {"topics_wanted": ("a", "b", "calm", "career")}, {"topics_offered": frozenset({"career"})}, 0),
    ("mentee_choice", {"ranked": ("b", "c")}, {}, 1),
    ("mentee_choice", {"ranked": ("c", "b")}, {}, 0.9),
    ("mentee_choice", {"declined": frozenset({"b"})}, {}, 0),
    ("mentee_choice", {"ranked": ("c",)}, {}, NOT_SAID),
    ("working_style", {"styles": ALL_A}, {"styles": ALL_A}, 1),
    ("working_style", {"styles": ALL_A}, {"styles": dict.fromkeys(ALL_A, "b")}, 0),
    ("working_style", {"styles": ALL_A}, {"styles": {**ALL_A, "push": "b"}}, 0.8),
    ("working_style", {"styles": {"push": "a"}}, {"styles": ALL_A}, 0.6),
    ("working_style", {"styles": ALL_A}, {}, NOT_SAID),
    (
        "career_path",
        {"heading_for": frozenset({"research", "digital"})},
        {"been_there": frozenset({"research"})},
        1,
    ),
    ("career_path", {"heading_for": frozenset({"digital"})}, {"been_there": frozenset({"research"})}, 0),
    ("career_path", {}, {"been_there": frozenset({"research"})}, NOT_SAID),
    (
        "interests",
        {"interests": frozenset({"ethics"})},
        {"interests": frozenset({"ethics", "simulation"})},
        1,
    ),
    (
        "interests",
        {"interests": frozenset({"ethics", "elders"})},
        {"interests": frozenset({"ethics"})},
        0.5,
    ),
    ("interests", {"interests": frozenset({"ethics"})}, {"interests": frozenset({"simulation"})}, 0),
    ("interests", {"interests": frozenset({"ethics"})}, {}, NOT_SAID),
    ("interests", {}, {"interests": frozenset({"ethics"})}, NOT_SAID),
    (
        "leadership_role_fit",
        {"heading_for": frozenset({"lead_shift"})},
        {"been_there": frozenset({"lead_shift"})},
        1,
    ),
    (
        "leadership_role_fit",
        {"heading_for": frozenset({"lead_shift"})},
        {"been_there": frozenset({"manage_unit"})},
        0.6,
    ),
    (
        "leadership_role_fit",
        {"heading_for": frozenset({"lead_shift"})},
        {"been_there": frozenset({"executive"})},
        0,
    ),
    (
        "leadership_role_fit",
        {"heading_for": frozenset({"lead_shift"})},
        {"been_there": frozenset({"research"})},
        0,
    ),
    ("leadership_role_fit", {"heading_for": frozenset({"lead_shift"})}, {}, NOT_SAID),
    (
        "leadership_role_fit",
        {"heading_for": frozenset({"research"})},
        {"been_there": frozenset({"lead_shift"})},
        NOT_SAID,
    ),
    ("location", {"site": "main", "meets": "remote"}, {"site": "branch", "meets": "remote"}, 1),
    ("location", {"site": "main", "meets": "either"}, {"site": "branch", "meets": "remote"}, 0.5),
    ("location", {"site": "main", "meets": "either"}, {"site": "branch", "meets": "in_person"}, 0),
    ("patient_setting", {"patient_setting": "wards"}, {"patient_setting": "wards"}, 1),
    ("patient_setting", {"patient_setting": "none"}, {"patient_setting": "none"}, 1),
    ("patient_setting", {"patient_setting": "wards"}, {"patient_setting": "theatre"}, 0),
    ("patient_setting", {"patient_setting": "wards"}, {}, NOT_SAID),
    (
        "department_distance",
        {"department": "east", "managers": frozenset({"x"})},
        {"department": "west", "managers": frozenset({"x"})},
        0,
    ),
    ("department_distance", {"managers": frozenset({"x"})}, {"managers": frozenset({"x", "y"})}, 0),
    ("recency_in_post", {}, {"years_in_post": 0.5}, 0),
    ("recency_in_post", {}, {"years_in_post": 1.0}, 1),
    ("recency_in_post", {}, {"years_in_post": 5.0}, 1),
    ("recency_in_post", {}, {"years_in_post": 7.0}, 0.6),
    ("recency_in_post", {}, {"years_in_post": 11.0}, 0),
    ("recency_in_post", {}, {}, NOT_SAID),
    ("workflow_link", {"department": "east"}, {"department": "west"}, 1),
    ("workflow_link", {"department": "east"}, {"department": "south"}, 0.6),
    ("workflow_link", {"department": "east"}, {"department": "east"}, 0.6),
    ("workflow_link", {"department": "south"}, {"department": "west"}, 0),
    ("workflow_link", {"department": "south"}, {}, NOT_SAID),
    ("role_perspective", {"profession": "nurse"}, {"profession": "operations"}, 1),
    ("role_perspective", {"profession": "nurse"}, {"profession": "doctor"}, 0),
    ("role_perspective", {"profession": "nurse"}, {"profession": "astronaut"}, NOT_SAID),
]


@pytest.mark.parametrize(("key", "mentee", "mentor", "expected"), CASES)
def test_scores(key, mentee, mentor, expected):
    criterion, both = all_criteria()[key], pool([Candidate("a", **mentee)], [Candidate("b", **mentor)])
    assert criterion.value(_pair(mentee, mentor)) == (expected and pytest.approx(expected))
    [[score]] = dense(both, criterion.score(both))
    assert score == pytest.approx(0.5 if expected is NOT_SAID else expected, abs=1e-6)


@pytest.mark.parametrize(
    ("minutes", "expected"), [(None, NOT_SAID), (44.0, 0), (45.0, 0.6), (89.0, 0.6), (90.0, 1), (400.0, 1)]
)
def test_shared_minutes_score_in_steps(minutes, expected):
    pair = pool([Candidate("a")], [Candidate("b")], lambda mentee, mentor: minutes)
    criterion = all_criteria()["shift_overlap"]
    assert criterion.value(_pair({}, {}, minutes)) == expected
    [[score]] = dense(pair, criterion.score(pair))
    assert score == pytest.approx(0.5 if expected is NOT_SAID else expected, abs=1e-6)


@pytest.mark.parametrize(
    ("key", "mentee", "mentor", "sentence"),
    [
        (
            "goals",
            {"topics_wanted": ("hard_talks", "calm", "career")},
            {"topics_offered": frozenset({"career", "hard_talks"})},
            "You both chose difficult conversations and career direction.",
        ),
        ("goals", {"topics_wanted": ("career",)}, {"topics_offered": frozenset({"calm"})}, None),
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
        ("mentee_choice", {"ranked": ("b",)}, {}, None),
        ("mentee_choice", {"declined": frozenset({"b"})}, {}, None),
        ("working_style", {"styles": ALL_A}, {"styles": ALL_A}, "You like to work in much the same way."),
        ("working_style", {"styles": {"push": "a"}}, {"styles": ALL_A}, None),
        (
            "career_path",
            {"heading_for": frozenset({"research"})},
            {"been_there": frozenset({"research"})},
            "One of you has been where the other would like to go.",
        ),
        (
            "leadership_role_fit",
            {"heading_for": frozenset({"lead_shift"})},
            {"been_there": frozenset({"manage_unit"})},
            "One of you has led in a way near to where the other is heading.",
        ),
        (
            "location",
            {"site": "main", "meets": "remote"},
            {"site": "branch", "meets": "remote"},
            "You both like to meet by phone or video.",
        ),
        ("patient_setting", {"patient_setting": "none"}, {"patient_setting": "none"}, None),
        (
            "interests",
            {"interests": frozenset({"ethics", "elders", "simulation"})},
            {"interests": frozenset({"simulation", "ethics"})},
            "You share an interest in the field of ethics, and in the field of simulation.",
        ),
        ("interests", {"interests": frozenset({"ethics"})}, {"interests": frozenset({"simulation"})}, None),
        ("interests", {"interests": frozenset({"old"})}, {"interests": frozenset({"old"})}, None),
        ("recency_in_post", {}, {"years_in_post": 3.0}, "One of you still remembers being new."),
        (
            "workflow_link",
            {"department": "east"},
            {"department": "west"},
            "Your teams hand work to each other.",
        ),
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


@settings(max_examples=60, deadline=None)
@given(pools(most=4), st.booleans())
def test_whole_pools_score_as_each_pair_does(pool, equals):
    pool = replace(pool, equals=equals)
    for criterion in all_criteria().values():
        found = dense(pool, criterion.score(pool))
        for row, mentee in enumerate(pool.mentees):
            for column, mentor in enumerate(pool.mentors):
                minutes = float(pool.shared_minutes[row, column])
                known = None if math.isnan(minutes) else minutes
                value = criterion.value(Pair(mentee, mentor, known, RELATIONS, STAGES, LABELS, equals))
                assert found[row, column] == pytest.approx(0.5 if value is None else value, abs=1e-6), (
                    criterion.key
                )


def test_equals_want_the_same_stage_and_the_same_topics():
    both: dict = {"career_stage": "established", "topics_wanted": ("calm",)}
    pair = Pair(Candidate("a", **both), Candidate("b", **both), None, RELATIONS, STAGES, LABELS, equals=True)
    assert all_criteria()["career_stage"].value(pair) == 1
    assert all_criteria()["goals"].value(pair) == 1
    assert all_criteria()["career_stage"].reason(pair) == "You are at the same stage of your careers."


@pytest.mark.parametrize("criterion", all_criteria().values(), ids=list(all_criteria()))
def test_a_criterion_has_words_for_those_who_manage(criterion):
    assert criterion.label[:1].isupper()
    assert not criterion.label.endswith(".")
    assert criterion.let_go is None or criterion.let_go.words.endswith(".")


@pytest.mark.parametrize("criterion", all_criteria().values(), ids=list(all_criteria()))
def test_a_criterion_has_cases_of_its_own(criterion):
    """That of free time has them by minutes."""
    assert criterion.key in {"shift_overlap", *(key for key, _, _, value in CASES if value == 1)}


def test_labels_and_what_is_let_go_of_come_in_an_order():
    found = all_criteria().values()
    assert [one.order for one in found] == sorted({one.order for one in found})
    let_go = [one.let_go.order for one in found if one.let_go]
    assert len(let_go) == len(set(let_go))


WHOLE_FILE = """
from bot.matching.criterion import Criterion

CRITERION = Criterion(
    key="punctuality", label="On time", order=5, value=len, score=len, reason=len,
    circle_reason=None, not_said=None, let_go=None,
)
"""


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Puts a file of that name beside the criteria and reads them all again."""
    monkeypatch.setattr(criteria, "__path__", [*criteria.__path__, str(tmp_path)])

    def write(text, name="punctuality"):
        (tmp_path / f"{name}.py").write_text(text)
        return all_criteria.__wrapped__()

    yield write
    for name in ("punctuality", "lateness"):
        sys.modules.pop(f"{criteria.__name__}.{name}", None)


def test_a_new_file_is_a_criterion_and_comes_in_its_place(written):
    assert list(written(WHOLE_FILE))[:2] == ["punctuality", "goals"]


@pytest.mark.parametrize("field", [one.name for one in fields(Criterion)])
def test_a_criterion_that_leaves_something_open_is_refused(written, field):
    left_out = re.sub(rf"\b{field}=(\"[^\"]*\"|\w+),", "", WHOLE_FILE)
    with pytest.raises(TypeError, match=field) as refused:
        written(left_out)
    assert Path(refused.traceback[-1].path).name == "punctuality.py"


def test_a_file_that_is_no_criterion_or_has_another_name_is_refused(written):
    with pytest.raises(ValueError, match=r"lateness\.py has no CRITERION whose key is 'lateness'"):
        written(WHOLE_FILE, name="lateness")


def test_every_criterion_a_program_may_weigh_is_a_file_here_and_the_other_way_round():
    assert set(all_criteria()) == set(CRITERIA)


def test_where_somebody_is_heading_is_in_no_sentence():
    told = {"heading_for": frozenset({"lead_shift", "research"})}
    been = {"been_there": frozenset({"lead_shift", "research"})}
    texts = [one.reason(_pair(told, been)) or "" for one in all_criteria().values()]
    assert not any("research" in text.lower() or "shift" in text.lower() for text in texts)
