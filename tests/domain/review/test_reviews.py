"""When a review is due, and what counts as a change since the last one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.domain.programs.versions import ProgramVersion
from bot.domain.review.reviews import (
    REVIEW,
    changes_between,
    next_review,
    require_reviewed,
    review_due,
)
from bot.errors import NotNow
from tests.people import PROGRAM, WEEK

HERE = replace(PROGRAM, plan=Plan(review_every_weeks=12))
FIRST = HERE.starts_on + 12 * WEEK
DAY = timedelta(days=1)
LAST_DAY = HERE.ends_on or HERE.starts_on
assert LAST_DAY is not None


def version(day, **changes):
    at = datetime(2026, 3, day, 9, tzinfo=UTC)
    return ProgramVersion("T1", "P1", day, at, "UMIA", changes)


@pytest.mark.parametrize(
    ("today", "due"),
    [(FIRST - DAY, None), (FIRST, FIRST), (FIRST + 30 * WEEK // 2, FIRST)],
    ids=["the day before", "that day", "the interval has passed twice"],
)
def test_the_first_review_is_due_an_interval_after_the_start(today, due):
    assert review_due(HERE, None, today=today) == due


def test_the_next_is_due_an_interval_after_the_last_however_late_that_was():
    late = FIRST + 9 * WEEK
    assert review_due(HERE, late, today=late + 12 * WEEK - DAY) is None
    assert review_due(HERE, late, today=late + 12 * WEEK) == late + 12 * WEEK


def test_it_goes_by_the_interval_that_the_plan_has_now():
    sooner = replace(HERE, plan=Plan(review_every_weeks=4))
    assert review_due(HERE, FIRST, today=FIRST + 4 * WEEK) is None
    assert review_due(sooner, FIRST, today=FIRST + 4 * WEEK) == FIRST + 4 * WEEK
    assert next_review(sooner, FIRST) == FIRST + 4 * WEEK


@pytest.mark.parametrize("state", [ProgramState.RUNNING, ProgramState.CLOSING, ProgramState.CLOSED])
def test_four_weeks_after_the_last_day_none_is_due_any_more(state):
    here = replace(HERE, state=state)
    assert review_due(here, None, today=LAST_DAY + 4 * WEEK)
    assert review_due(here, None, today=LAST_DAY + 4 * WEEK + DAY) is None


def test_with_rolling_intake_there_is_no_last_day():
    assert review_due(replace(HERE, ends_on=None), None, today=date(2030, 1, 1)) == FIRST


@pytest.mark.parametrize(
    "state",
    [
        one
        for one in ProgramState
        if one.value in ("draft", "recruiting", "enrolling", "matching", "archived")
    ],
)
def test_what_does_not_run_is_not_reviewed(state):
    here = replace(HERE, state=state)
    assert review_due(here, None, today=FIRST) is None
    with pytest.raises(NotNow):
        require_reviewed(here)


def test_changes_are_those_between_two_reviews_and_reviews_are_none():
    kept = [version(9, name="Name"), version(7, **{REVIEW: "held"}), version(5, minutes="A talk")]
    at = datetime(2026, 3, 5, 9, tzinfo=UTC)
    assert changes_between(kept, since=None, until=None) == [kept[0], kept[2]]
    assert changes_between(kept, since=at, until=None) == [kept[0]]
    assert changes_between(kept, since=None, until=datetime(2026, 3, 7, 9, tzinfo=UTC)) == [kept[2]]


def test_none_is_planned_that_would_be_long_after_the_end():
    assert next_review(HERE, LAST_DAY - 8 * WEEK) == LAST_DAY + 4 * WEEK
    assert next_review(HERE, LAST_DAY - 8 * WEEK + DAY) is None
