"""Fewer questions for those who ignore them, what people have in common, and prompts a fortnight apart."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.journey import (
    FORTNIGHT,
    LONGEST_WAIT,
    RHYTHMS,
    GivenPrompt,
    ignored_in_row,
    longer_wait,
    next_prompt_from,
    topics_in_common,
)
from bot.domain.mentorships.mentorships import Cycle, Outcome
from tests.people import DAY, EVE, MONDAY, NIA, OMAR, TODAY, enrolment

MET, SILENT = Outcome.MET, Outcome.UNANSWERED


def cycles(*outcomes):
    return [Cycle("M1", number, TODAY, outcome) for number, outcome in enumerate(outcomes, start=1)]


@pytest.mark.parametrize(
    ("outcomes", "asked", "ignored"),
    [
        ((), {1}, 0),
        ((SILENT, SILENT, SILENT), {1, 2, 3}, 3),
        ((SILENT, SILENT, None), {1, 2, 3}, 2),
        ((SILENT, MET, SILENT), {1, 2, 3}, 1),
        ((SILENT, Outcome.PAUSED), {1, 2}, 0),
        ((SILENT, SILENT, SILENT), {1, 3}, 2),
        ((SILENT, SILENT), set(), 0),
    ],
)
def test_only_questions_that_went_out_and_were_not_answered_since_count(outcomes, asked, ignored):
    assert ignored_in_row(cycles(*outcomes), asked=asked) == ignored


@pytest.mark.parametrize(
    ("every_weeks", "ignored", "weeks"),
    [(1, 2, None), (1, 3, 2), (1, 5, 2), (1, 6, 4), (1, 9, 8), (1, 99, 8), (3, 3, 6), (3, 6, 8), (6, 3, 8)]
    + [(8, 3, None), (12, 9, None), (4, 0, None)],
)
def test_after_three_the_wait_doubles_up_to_eight_weeks(every_weeks, ignored, weeks):
    assert longer_wait(every_weeks, ignored=ignored) == weeks


@given(st.sampled_from(RHYTHMS), st.integers(0, 10_000))
def test_whoever_ignores_more_is_asked_less_often_and_never_more(every_weeks, ignored):
    now = longer_wait(every_weeks, ignored=ignored) or every_weeks
    then = longer_wait(every_weeks, ignored=ignored + 1) or every_weeks
    assert every_weeks <= now <= then <= LONGEST_WAIT


def test_in_common_is_what_one_wants_and_another_offers_in_the_order_of_who_wants_it():
    nia = enrolment(NIA, topics_wanted=("conflict", "wellbeing", "leadership"))
    omar = enrolment(OMAR, Role.MENTOR, topics_offered=("leadership", "conflict"))
    assert topics_in_common([omar, nia]) == ("conflict", "leadership")
    assert topics_in_common([nia]) == ()


def test_nobody_teaches_themselves():
    both = enrolment(NIA, Role.BOTH, topics_wanted=("conflict",), topics_offered=("conflict",))
    other = replace(both, user_id=OMAR, topics_wanted=(), topics_offered=("wellbeing",))
    assert topics_in_common([both, other]) == ()


def test_in_a_circle_it_is_what_more_than_one_wants_the_most_wanted_first():
    wanted = {
        NIA: ("wellbeing", "conflict"),
        OMAR: ("conflict",),
        EVE: ("conflict", "wellbeing", "belonging"),
    }
    peers = [enrolment(who, Role.PEER, topics_wanted=topics) for who, topics in wanted.items()]
    assert topics_in_common(peers) == ("conflict", "wellbeing")


@given(
    st.lists(st.tuples(st.integers(0, 300), st.none() | st.integers(0, 30)), max_size=8), st.integers(0, 300)
)
def test_a_prompt_comes_a_fortnight_after_every_other_or_later(before, day):
    due = [MONDAY + days * DAY for days, _ in before]
    sent = [
        at + timedelta(days=late) if late is not None else None
        for at, (_, late) in zip(due, before, strict=True)
    ]
    given_before = [GivenPrompt(number, *times) for number, times in enumerate(zip(due, sent, strict=True))]
    moment = next_prompt_from(given_before, due=MONDAY + day * DAY)
    assert moment >= MONDAY + day * DAY
    assert all(moment - at >= FORTNIGHT for at in [*due, *filter(None, sent)])
