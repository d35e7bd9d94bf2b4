"""Weeks, whose answer counts, and when a cycle asks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import (
    Outcome,
    asks_on,
    iso_week,
    monday_of,
    next_cycle,
    require_member,
    this_monday,
)
from bot.errors import NotYours
from tests.people import CYCLE, EVE, NIA, OMAR, PAIR

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 23), "2026-W48"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
    ],
)
def test_a_week_belongs_to_the_year_of_its_thursday(day, week):
    assert iso_week(day) == week


@given(DAYS)
def test_a_week_begins_on_its_monday(day):
    assert monday_of(iso_week(day)) == this_monday(day)


@given(DAYS)
def test_a_week_in_words_sorts_like_its_monday(day):
    later = day + timedelta(weeks=1)
    assert iso_week(day) < iso_week(later)


@given(DAYS)
def test_the_next_cycle_starts_on_a_monday_whatever_the_day_of_the_tap(day):
    following = next_cycle(CYCLE, today=day)
    assert (following.number, following.starts_on.weekday()) == (2, 0)
    assert timedelta(0) <= day - following.starts_on < timedelta(days=7)


@pytest.mark.parametrize(
    ("before", "weeks"), [(None, 4), (Outcome.MET, 4), (Outcome.MOVED, 1), (Outcome.NOT_THIS_MONTH, 4)]
)
def test_a_question_comes_a_rhythm_later_and_a_week_after_a_moved_meeting(before, weeks):
    asked_on = asks_on(CYCLE, every_weeks=4, before=before)
    assert asked_on == CYCLE.starts_on + timedelta(weeks=weeks)


@pytest.mark.parametrize("outcome", Outcome)
def test_everything_but_silence_is_an_answer(outcome):
    assert outcome.is_an_answer == (outcome != "unanswered")


def test_only_members_may_answer():
    require_member(PAIR, user_id=NIA)
    with pytest.raises(NotYours):
        require_member(PAIR, user_id=EVE)


def test_a_pair_knows_its_people_and_their_roles():
    assert PAIR.user_ids == (NIA, OMAR)
    assert PAIR.others(NIA) == (OMAR,)
    assert PAIR.with_role(Role.MENTOR) == (OMAR,)
