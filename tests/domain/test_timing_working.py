"""When managers are told of their work: on weekdays, never where a rule forbids it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.availability import Availability, Interval
from bot.domain.timing import next_working_moment
from tests.domain.patterns import PRESETS, RULES, on, rostered
from tests.domain.quiet_oracle import Oracle
from tests.domain.test_timing_laws import people
from tests.examples import examples

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
EARLY = datetime(2026, 3, 2, 5, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 7, tzinfo=UTC)


def told(person, *, due=EARLY, expires=SATURDAY):
    found = next_working_moment(person, due=due, expires=expires, rules=RULES)
    return found and f"{found.astimezone(ZoneInfo(person.tz)):%a %H:%M}"


def week(*shifts):
    return rostered(*(on(MONDAY + day * DAY, hours) for day, hours in shifts))


@pytest.mark.parametrize(
    ("what", "person", "when"),
    [
        ("office", Availability("UTC", PRESETS["office"]), "Mon 10:00"),
        ("far away", Availability("America/New_York", PRESETS["office"]), "Mon 10:00"),
        ("no fixed times", Availability("UTC", PRESETS["mixed_12"]), "Mon 11:00"),
        ("a day off on Monday", week((1, "07:00-19:30")), "Mon 10:00"),
        ("long days until Tuesday", week((0, "07:00-19:30"), (1, "07:00-19:30")), "Wed 10:00"),
        ("on shift every weekday", week(*((day, "08:00-16:00") for day in range(5))), "Mon 16:45"),
        ("nights until Tuesday morning", week((-1, "19:00-07:30"), (0, "19:00-07:30")), "Mon 16:30"),
        ("the last night ends on Monday", week((-1, "19:00-07:30")), "Tue 14:00"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_it_comes_in_an_hour_that_suits_on_a_weekday(what, person, when):
    assert told(person) == when


@pytest.mark.parametrize(
    ("until", "when"), [(3, "Thu 10:00"), (4, "Fri 10:00"), (5, None)], ids=["Thursday", "Friday", "Saturday"]
)
def test_on_leave_it_waits_for_the_next_working_day_of_the_week_or_is_let_go(until, when):
    away = (Interval(EARLY - DAY, EARLY.replace(hour=0) + until * DAY),)
    assert told(Availability("UTC", PRESETS["office"], away=away)) == when


def test_what_is_asked_for_on_a_friday_evening_is_told_on_monday_morning():
    friday = datetime(2026, 3, 6, 17, tzinfo=UTC)
    assert told(Availability("UTC", PRESETS["office"]), due=friday, expires=friday + 30 * DAY) == "Mon 10:00"
    assert told(week((7, "19:00-07:30")), due=friday, expires=friday + 30 * DAY) == "Fri 17:00"


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_day_after_the_clocks_change_it_comes_at_the_same_hour(sunday):
    due = datetime.combine(sunday, time(), UTC)
    assert (
        told(Availability("Europe/London", PRESETS["office"]), due=due, expires=due + 6 * DAY) == "Mon 10:00"
    )


@examples(120)
@given(people(), st.integers(0, 5 * 1440))
def test_for_everybody_it_is_a_weekday_and_breaks_no_rule_and_is_the_same_when_asked_again(drawn, wait):
    person, start = drawn
    due, expires = start + timedelta(minutes=wait), start + timedelta(days=12)
    found = next_working_moment(person, due=due, expires=expires, rules=RULES)
    if found is None:
        return
    assert due <= found < expires
    assert found.astimezone(ZoneInfo(person.tz)).weekday() < 5
    assert not Oracle(person).broken_in(found, found + timedelta(minutes=1))
    assert next_working_moment(person, due=found, expires=expires, rules=RULES) == found
