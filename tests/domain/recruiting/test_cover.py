"""Places against mentees: what counts as cover, and which gaps are said."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.availability import ShiftPreset
from bot.domain.recruiting.cover import Dimension, Places, ShiftGroup, cover_of, shift_group, suits

STAGES = ("in_training", "established", "leading")
SPECIALTY, STAGE, SHIFT = Dimension.SPECIALTY, Dimension.STAGE, Dimension.SHIFT
ICU_NIGHTS = {SPECIALTY: "intensive_care", STAGE: "in_training", SHIFT: "nights"}


def someone(specialty="intensive_care", stage="established", shift="days"):
    return {SPECIALTY: specialty, STAGE: stage, SHIFT: shift}


def cover(places=(), waiting=(), *, expected=0, like=()):
    return cover_of(places, waiting, expected=expected, like=like, stages=STAGES)


def test_shift_presets_fall_into_groups(content):
    groups = {key: shift_group(preset).value for key, preset in content.presets.items()}
    assert groups == {
        "days_12": "days",
        "nights_12": "nights",
        "mixed_12": "mixed",
        "early_8": "days",
        "late_8": "lates",
        "night_8": "nights",
        "office": "office",
        "on_call": "mixed",
        "self_roster": "mixed",
    }
    assert shift_group(ShiftPreset("new", "No times")) is ShiftGroup.MIXED


@pytest.mark.parametrize(
    ("mentor", "is_suited"),
    [
        (someone(shift="nights"), True),
        (someone(shift="mixed"), True),
        (someone(shift="days"), False),
        (someone(stage="in_training", shift="nights"), True),
        (someone(specialty="cardiology", shift="nights"), False),
        ({}, False),
    ],
)
def test_a_mentor_suits_in_specialty_stage_and_shift(mentor, is_suited):
    assert suits(mentor, ICU_NIGHTS, STAGES) is is_suited


def test_a_mentor_is_at_least_as_far_on():
    further = {STAGE: "established"}
    assert [suits({STAGE: one}, further, STAGES) for one in STAGES] == [False, True, True]


def test_what_a_mentee_has_not_said_stands_in_nobodys_way():
    assert suits({}, {}, STAGES)


def test_a_gap_is_the_specialty_that_nobody_works_at_night():
    places = [Places(someone(shift="days"), 2), Places(someone("cardiology", shift="nights"), 1)]
    found = cover(places, [ICU_NIGHTS, someone("cardiology", shift="nights")])
    assert [(gap.profile, gap.mentees) for gap in found.gaps] == [
        ({SHIFT: "nights", SPECIALTY: "intensive_care"}, 1)
    ]


def test_the_widest_gap_is_said_once():
    places = [Places(someone(shift="days"), 2), Places(someone("cardiology", shift="days"), 1)]
    found = cover(places, [ICU_NIGHTS, someone("cardiology", shift="nights")])
    assert [(gap.profile, gap.mentees) for gap in found.gaps] == [({SHIFT: "nights"}, 2)]


def test_the_stage_may_be_what_is_missing():
    places = [Places(someone(stage="in_training"), 3)]
    [gap] = cover(places, [someone(stage="established")]).gaps
    assert gap.profile == {STAGE: "established"}


def test_a_mentor_who_is_full_fills_no_gap():
    found = cover([Places(someone("cardiology"), 1), Places(someone(), 0)], [someone()])
    assert [gap.profile for gap in found.gaps] == [{SPECIALTY: "intensive_care"}]


def test_with_no_place_at_all_no_single_gap_is_named():
    assert cover([Places(someone(), 0)], [someone()]).gaps == []


@pytest.mark.parametrize("specialty", ["other", "none"])
def test_no_mentor_is_missed_in_another_specialty(specialty):
    assert cover([Places(someone(), 1)], [someone(specialty)]).gaps == []


def test_the_expected_are_like_those_who_have_joined():
    joined = [someone("cardiology"), someone("cardiology"), someone("renal")]
    found = cover([Places(someone(), 1)], joined, expected=6, like=joined)
    mentees = {line.key: line.mentees for line in found.lines[SPECIALTY]}
    assert mentees == {"cardiology": 6, "renal": 3, "intensive_care": 0}
    assert (found.places, found.waiting, found.expected) == (1, 3, 6)


def test_where_nobody_is_known_the_expected_are_not_known_either():
    found = cover([Places(someone(), 1)], expected=8)
    assert [(line.key, line.places, line.mentees) for line in found.lines[SPECIALTY]] == [
        ("intensive_care", 1, 0),
        (None, 0, 8),
    ]
    assert found.gaps == []


def test_very_few_expected_are_no_gap():
    crowd = [someone()] * 99 + [someone("renal")]
    assert cover([Places(someone(), 9)], expected=20, like=crowd).gaps == []


PEOPLE = st.lists(
    st.builds(
        someone,
        st.sampled_from(["renal", "cardiology", "intensive_care"]),
        st.sampled_from(STAGES),
        st.sampled_from([group.value for group in ShiftGroup]),
    ),
    max_size=12,
)


@given(mentors=PEOPLE, mentees=PEOPLE, expected=st.integers(0, 60))
def test_mentees_add_up_and_gaps_are_real(mentors, mentees, expected):
    found = cover([Places(one, 1) for one in mentors], mentees, expected=expected, like=mentees)
    for lines in found.lines.values():
        assert sum(line.mentees for line in lines) == len(mentees) + expected
        assert max(Counter(line.key for line in lines).values(), default=1) == 1
    for gap in found.gaps:
        assert not any(suits(one, gap.profile, STAGES) for one in mentors)
        assert any(gap.profile.items() <= one.items() for one in mentees)
    if mentors and not found.gaps:
        assert all(any(suits(one, mentee, STAGES) for one in mentors) for mentee in mentees)
