"""The days somebody may choose to be back on."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.answers import InvalidAnswer, Part
from bot.domain.availability import Availability, Shift, ShiftKind, ShiftPreset
from bot.domain.pausing import Until, after_nights, back_on, days_to_choose, last_back, paused, require_day
from bot.domain.people import Person
from tests.people import DAY, NIA, OMAR, WS

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = MONDAY.date()
NIGHTS = ShiftPreset("nights_12", "Nights", time(19), time(7, 30))
OFFICE = ShiftPreset("office", "Office", time(9), time(17))
VARIES = ShiftPreset("mixed_12", "Mixed")


def night(day):
    """The night that begins so many days from Monday."""
    start = MONDAY.replace(hour=19) + day * DAY
    return Shift(start, start + timedelta(hours=12, minutes=30), ShiftKind.NIGHT)


def early(day):
    start = MONDAY.replace(hour=7) + day * DAY
    return Shift(start, start + timedelta(hours=8), ShiftKind.DAY)


def rostered(*shifts, preset=NIGHTS, tz="UTC"):
    until = max((one.end for one in shifts), default=None)
    return Availability(tz, preset, shifts=shifts, roster_known_until=until)


@pytest.mark.parametrize(
    ("shifts", "back"),
    [
        ([night(0), night(1), night(2)], date(2026, 3, 6)),
        ([night(-1), night(0)], date(2026, 3, 4)),
        ([night(3), night(4), night(9)], date(2026, 3, 8)),
        ([night(-2), early(1), night(5)], date(2026, 3, 9)),
    ],
    ids=["a run that begins tonight", "the last of a run", "the next run only", "not the run that is over"],
)
def test_by_roster_it_is_the_day_after_the_morning_that_ends_the_run(shifts, back):
    assert after_nights(rostered(*shifts), now=MONDAY) == back


def test_in_the_middle_of_a_night_the_run_goes_on():
    assert after_nights(rostered(night(-1), night(0)), now=MONDAY.replace(hour=3)) == date(2026, 3, 4)


def test_the_morning_is_where_the_person_is():
    in_sydney = rostered(night(0), tz="Australia/Sydney")
    assert after_nights(in_sydney, now=MONDAY) == date(2026, 3, 4)


def test_somebody_on_nights_without_a_roster_is_taken_to_have_four():
    assert after_nights(Availability("UTC", NIGHTS), now=MONDAY) == TODAY + 5 * DAY


@pytest.mark.parametrize(
    "known",
    [Availability("UTC", OFFICE), Availability("UTC", VARIES), rostered(early(1), preset=NIGHTS)],
    ids=["office", "varies", "a roster without nights"],
)
def test_where_nothing_is_known_of_nights_it_is_four_days(known):
    assert after_nights(known, now=MONDAY) == TODAY + 4 * DAY


def test_the_other_choices_are_days_where_the_person_is():
    late = MONDAY.replace(hour=20)
    days = days_to_choose(Availability("Australia/Sydney", VARIES), now=late)
    assert days == {
        Until.TOMORROW: date(2026, 3, 4),
        Until.THREE_DAYS: date(2026, 3, 6),
        Until.AFTER_NIGHTS: date(2026, 3, 7),
        Until.NEXT_MONTH: date(2026, 4, 3),
        Until.I_SAY: date(2027, 3, 3),
    }


@pytest.mark.parametrize(
    ("today", "back"),
    [(date(2026, 1, 31), date(2026, 2, 28)), (date(2026, 12, 15), date(2027, 1, 15))],
)
def test_next_month_is_a_day_that_month_has(today, back):
    now = datetime.combine(today, MONDAY.timetz())
    assert days_to_choose(Availability("UTC", VARIES), now=now)[Until.NEXT_MONTH] == back


@pytest.mark.parametrize("days", [-30, 0, 366])
def test_a_pause_ends_after_today_and_within_a_year(days):
    with pytest.raises(InvalidAnswer) as refused:
        require_day(TODAY + days * DAY, today=TODAY)
    assert list(refused.value.parts) == [Part.PAUSE_END]


@given(st.integers(1, 365))
def test_a_pause_begins_today_and_is_over_on_its_last_day(days):
    until = TODAY + days * DAY
    person = paused(Person(WS, NIA), today=TODAY, until=until)
    assert person.is_away(TODAY)
    assert person.is_away(until - DAY)
    assert not person.is_away(until)
    assert back_on(person, today=until - DAY) == until
    assert back_on(person, today=until) is None


def test_of_several_the_last_one_counts():
    people = [paused(Person(WS, who), today=TODAY, until=TODAY + n * DAY) for n, who in ((3, NIA), (9, OMAR))]
    assert last_back([*people, Person(WS, "UX")], today=TODAY) == TODAY + 9 * DAY
    assert last_back([Person(WS, "UX")], today=TODAY) is None
