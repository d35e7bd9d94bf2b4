"""Which Monday a manager's list is for, where they are, and when a month has been quiet."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest.mondays import comes_between, monday_to_plan, month_begins
from tests.examples import examples

MONDAY = date(2026, 3, 2)
ZONES = sorted(available_timezones())


@pytest.mark.parametrize(
    ("now", "tz", "monday"),
    [
        ("2026-02-28T12:00", "Europe/London", None),
        ("2026-03-01T12:00", "Europe/London", MONDAY),
        ("2026-03-02T12:00", "Europe/London", MONDAY),
        ("2026-03-03T12:00", "Europe/London", MONDAY),
        ("2026-03-04T12:00", "Europe/London", None),
        # Sunday begins in Auckland while it is Saturday noon in London, and ends later in Honolulu.
        ("2026-02-28T12:00", "Pacific/Auckland", MONDAY),
        ("2026-03-01T09:00", "Pacific/Honolulu", None),
        ("2026-03-04T09:00", "Pacific/Honolulu", MONDAY),
    ],
)
def test_a_list_is_planned_from_sunday_to_tuesday_where_its_reader_is(now, tz, monday):
    assert monday_to_plan(datetime.fromisoformat(now).replace(tzinfo=UTC), tz=tz) == monday


@examples(100)
@given(st.integers(0, 24 * 365 * 12), st.sampled_from(ZONES))
def test_it_comes_on_a_working_day_of_that_week_in_every_zone_and_over_every_clock_change(hours, tz):
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    monday = monday_to_plan(now, tz=tz)
    if monday is None:
        assert now.astimezone(ZoneInfo(tz)).weekday() in (2, 3, 4, 5)
        return
    due, expires = (one.astimezone(ZoneInfo(tz)) for one in comes_between(monday, tz=tz))
    assert monday.weekday() == 0
    assert due.date() == monday
    assert (expires - timedelta(seconds=1)).date() - monday < timedelta(days=6)


@pytest.mark.parametrize(
    ("monday", "before"),
    [
        (date(2026, 3, 2), date(2026, 2, 2)),
        (date(2026, 6, 1), date(2026, 5, 4)),
        (date(2027, 1, 4), date(2026, 12, 7)),
        (date(2026, 3, 9), None),
        (date(2026, 3, 30), None),
    ],
)
def test_a_month_goes_from_its_first_monday_to_the_next_ones(monday, before):
    assert month_begins(monday) == before
