"""Targets are read as people type them, said so that they read again, and held against what is likely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.disclosure.figures import share, share_of
from bot.domain.disclosure.kinds import FIRST_TALK
from bot.domain.measures.results import Verdict, judge
from bot.domain.measures.targets import REPORT, Comparison, Target, at_least, between, under
from bot.domain.measures.typed import read_any_text, read_target, say_target
from tests.examples import examples
from tests.figures import record

TARGETS = (
    st.integers(0, 100).map(at_least)
    | st.integers(1, 100).map(under)
    | st.tuples(st.integers(0, 99), st.integers(1, 100))
    .filter(lambda two: two[0] < two[1])
    .map(lambda two: between(*two))
    | st.just(REPORT)
)


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("70", at_least(70)),
        (" 70  % ", at_least(70)),
        ("70%", at_least(70)),
        ("70 percent", at_least(70)),
        ("At least 70 %.", at_least(70)),
        ("70 % or more", at_least(70)),
        ("≥70", at_least(70)),
        ("under 15", under(15)),
        ("less than 15 %", under(15)),
        ("< 15", under(15)),
        ("50 to 90", between(50, 90)),
        ("50 % to 90 %", between(50, 90)),
        ("between 50 and 90 %", between(50, 90)),
        ("50-90", between(50, 90)),
        ("50 – 90 %", between(50, 90)),
        ("report", REPORT),
        ("Report only", REPORT),
        ("0", at_least(0)),
        ("100", at_least(100)),
        ("under 100", under(100)),
        ("0 to 100", between(0, 100)),
    ],
)
def test_what_people_type_is_read(typed, target):
    assert read_target(typed) == target


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "most of them",
        "101",
        "1000",
        "-5",
        "70.5",
        "under 0",
        "under 101",
        "90 to 50",
        "50 to 50",
        "50 to 101",
        "70 % and 60 % and 50 %",
        "5 on average",
        "at least",
        "٧٠" * 3,
        "7" * 500,
    ],
)
def test_what_is_no_share_is_not_read(typed):
    assert read_target(typed) is None


def test_a_bare_number_takes_the_comparison_of_its_measure():
    assert read_target("15", usual=Comparison.UNDER) == under(15)
    assert read_target("15", usual=Comparison.BETWEEN) == at_least(15)
    assert read_target("at least 15", usual=Comparison.UNDER) == at_least(15)


@given(TARGETS)
@examples(200)
def test_what_is_said_of_a_target_reads_as_it_again(target):
    assert read_target(say_target(target)) == target
    assert read_any_text("match_fit", say_target(target)) == {"match_fit": target}


@pytest.mark.parametrize(
    ("measure", "parts", "text", "found"),
    [
        (
            "pairs_active",
            ("3_months", "6_months"),
            "70 % and 60 %",
            {"pairs_active:3_months": at_least(70), "pairs_active:6_months": at_least(60)},
        ),
        (
            "pairs_active",
            ("3_months", "6_months"),
            "75 %",
            {"pairs_active:3_months": at_least(75), "pairs_active:6_months": at_least(75)},
        ),
        ("match_fit", (), "80 % agree", {"match_fit": at_least(80)}),
        (
            "rematch_rate",
            (),
            "under 15 %; a rise is a matching problem, not a people problem",
            {"rematch_rate": under(15)},
        ),
        (
            "match_fit",
            (),
            "80 % by Easter 2027",
            {"match_fit": Target(Comparison.AT_LEAST, low=80, note="80 % by Easter 2027")},
        ),
        ("mentor_use", (), "50 to 90 %", {"mentor_use": between(50, 90)}),
        ("goal_progress", (), "report change", {"goal_progress": REPORT}),
        ("stay_intent_group", (), "report, never per person", {"stay_intent_group": REPORT}),
        (
            "sessions_completed",
            (),
            "5 on average",
            {"sessions_completed": Target(Comparison.REPORT, note="5 on average")},
        ),
        ("circle_turnout", (), "3 or more", {"circle_turnout": Target(Comparison.REPORT, note="3 or more")}),
        ("circle_turnout", (), "80 %", {"circle_turnout": at_least(80)}),
        ("match_fit", (), "most  of them", {"match_fit": Target(Comparison.REPORT, note="most of them")}),
        ("match_fit", (), "170 %", {"match_fit": Target(Comparison.REPORT, note="170 %")}),
    ],
)
def test_of_what_was_any_text_nothing_is_lost(measure, parts, text, found):
    assert read_any_text(measure, text, parts=parts) == found


@given(st.text(max_size=150))
@examples(300)
def test_any_text_becomes_a_target_that_could_be_or_a_note(text):
    for target in read_any_text("pairs_active", text, parts=("3_months", "6_months")).values():
        bounds = [one for one in (target.low, target.high) if one is not None]
        assert all(0 <= one <= 100 for one in bounds)
        assert (
            bounds
            or target.note == " ".join(text.split())
            or text.strip().casefold().startswith(("report", "hr "))
        )


def figure(yeses, could):
    return share(record(FIRST_TALK, yeses, could))


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        # About 50 %, likely 40 to 60 %.
        (at_least(40), Verdict.REACHED),
        (at_least(41), Verdict.CLOSE),
        (at_least(60), Verdict.CLOSE),
        (at_least(61), Verdict.NOT_REACHED),
        (under(61), Verdict.REACHED),
        (under(60), Verdict.CLOSE),
        (under(41), Verdict.CLOSE),
        (under(40), Verdict.NOT_REACHED),
        (between(40, 60), Verdict.REACHED),
        (between(41, 90), Verdict.CLOSE),
        (between(45, 55), Verdict.CLOSE),
        (between(60, 90), Verdict.CLOSE),
        (between(61, 90), Verdict.NOT_REACHED),
        (REPORT, Verdict.NO_TARGET),
        (None, Verdict.NO_TARGET),
    ],
)
def test_a_target_is_reached_when_all_that_is_likely_says_so(target, verdict):
    found = figure(30, 60)
    assert found.between == (40, 60)
    assert judge(found, target) is verdict


def test_without_a_figure_it_is_too_early():
    assert judge(figure(3, 4), at_least(50)) is Verdict.TOO_EARLY
    assert judge(share_of([]), at_least(0)) is Verdict.TOO_EARLY
    assert judge(share_of([]), REPORT) is Verdict.NO_TARGET


@given(TARGETS, st.integers(0, 60), st.integers(5, 60))
@examples(100)
def test_a_verdict_is_never_against_the_figure_that_stands_beside_it(target, yeses, could):
    found = figure(min(yeses, could), could)
    verdict = judge(found, target)
    if verdict is Verdict.REACHED:
        assert target.holds(found.between[0])
        assert target.holds(found.between[1])
    if verdict is Verdict.NOT_REACHED:
        assert not target.holds(found.between[0])
        assert not target.holds(found.between[1])
