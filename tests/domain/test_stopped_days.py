"""Which days of a roster count for nothing: blocks of nights with their recovery, and days away."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.availability import Shift, ShiftKind
from bot.domain.people import is_within
from bot.domain.stopped_days import stopped_by_shifts

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def shift(day, start, hours, kind):
    at = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=day, hours=start)
    return Shift(at, at + timedelta(hours=hours), kind)


def night(day, kind=ShiftKind.NIGHT):
    return shift(day, 19, 12.5, kind)


def numbers(shifts, tz="UTC"):
    days = stopped_by_shifts(shifts, tz=tz)
    return [number for number in range(-5, 40) if is_within(MONDAY + number * DAY, days)]


@pytest.mark.parametrize(
    ("nights", "days"),
    [
        ([], []),
        ([0], [0, 1, 2]),
        ([0, 1, 2], [0, 1, 2, 3, 4]),
        ([2, 0, 1], [0, 1, 2, 3, 4]),
        ([0, 1, 7, 8], [0, 1, 2, 3, 7, 8, 9, 10]),
    ],
)
def test_a_block_runs_from_its_first_night_to_the_day_after_the_last_one_ends(nights, days):
    assert numbers([night(day) for day in nights]) == days


def test_a_night_is_known_by_its_hours_whatever_the_roster_calls_it():
    assert numbers([night(0, ShiftKind.DAY)]) == [0, 1, 2]


def test_working_days_and_evenings_stop_nothing():
    shifts = [shift(0, 7, 12, ShiftKind.DAY), shift(1, 13, 8, ShiftKind.EVENING)]
    assert numbers([*shifts, shift(2, 8, 10, ShiftKind.ON_CALL)]) == []


def test_days_away_stop_the_count_and_the_midnight_that_ends_them_does_not():
    assert numbers([shift(3, 0, 48, ShiftKind.AWAY)]) == [3, 4]


def test_days_are_those_where_the_person_is():
    leave = shift(3, 11, 24, ShiftKind.AWAY)
    assert (numbers([leave], "Pacific/Auckland"), numbers([leave])) == ([4], [3, 4])


@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_more_nights_never_stop_fewer_days(some, more):
    fewer = set(numbers([night(day) for day in some]))
    assert fewer <= set(numbers([night(day) for day in some | more]))


@given(st.sets(st.integers(0, 30)))
def test_every_night_and_the_two_days_after_it_begins_count_for_nothing(nights):
    found = set(numbers([night(day) for day in nights]))
    assert found == {day + after for day in nights for after in (0, 1, 2)}
