"""Numbers are frozen before anybody is awake, a week once, and what was missed is made up for."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.disclosure.kinds import Every
from bot.domain.disclosure.weeks import AT, freezes, last_weeks, round_at, weeks_to_freeze

MONDAY, WEEK = date(2026, 3, 2), timedelta(weeks=1)
LAST = MONDAY - WEEK
ZONES = ("UTC", "Europe/London", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata")


def at(hour, *, day=MONDAY, zone="America/New_York"):
    return datetime.combine(day, AT, ZoneInfo(zone)).replace(hour=hour).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "week", "is_its_day"),
    [
        (at(3), LAST - WEEK, False),
        (at(4), LAST, True),
        (at(23), LAST, True),
        (at(0, day=MONDAY + timedelta(days=1)), LAST, False),
        (at(12, day=MONDAY + timedelta(days=6)), LAST, False),
    ],
)
def test_a_week_is_over_on_monday_at_four_where_they_are(now, week, is_its_day):
    found = round_at(now, "America/New_York")
    assert (found.week, found.is_its_day) == (week, is_its_day)


@given(
    st.integers(0, 2 * 365 * 24).map(lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)),
    st.sampled_from(ZONES),
)
def test_until_the_next_moment_it_stays_the_same_week(now, tz):
    found = round_at(now, tz)
    assert found.next_at > now
    assert found.next_at - now <= WEEK + timedelta(hours=1)
    assert round_at(found.next_at - timedelta(seconds=1), tz).week == found.week
    assert round_at(found.next_at, tz).week == found.week + WEEK


def test_status_is_frozen_every_fourth_monday_everywhere():
    mondays = [round_at(at(5, day=MONDAY + n * WEEK), "America/New_York") for n in range(12)]
    assert sum(freezes(one.week, Every.FOUR_WEEKS) for one in mondays) == 3
    assert all(freezes(one.week, Every.WEEK) for one in mondays)


def test_missed_weeks_are_made_up_for_from_the_first_introduction_on():
    found = round_at(at(5), "America/New_York")
    since = LAST - 4 * WEEK + timedelta(days=3)
    frozen = {LAST - 3 * WEEK}
    assert weeks_to_freeze(found, since=since, frozen=frozen) == [
        LAST - 4 * WEEK,
        LAST - 2 * WEEK,
        LAST - WEEK,
        LAST,
    ]
    assert weeks_to_freeze(found, since=date(2020, 1, 1), frozen=()) == last_weeks(LAST)
    assert weeks_to_freeze(found, since=None, frozen=()) == [LAST]
    assert weeks_to_freeze(found, since=MONDAY, frozen=()) == [LAST]
