"""Nights this week: which evenings one tap stands for, and when a message is welcome meanwhile."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import load_content
from bot.domain.availability import Availability, Nights, ShiftKind
from bot.domain.pausing import after_nights
from bot.domain.shifts.nights import are_over, night_hours, nights_this_week, with_nights
from bot.domain.timing import describe_windows, welcome_windows
from tests.domain.patterns import PRESETS, RULES, hours_on, on, rostered
from tests.domain.quiet_oracle import Oracle
from tests.domain.test_timing_laws import ZONES
from tests.examples import examples

LONDON = ZoneInfo("Europe/London")
TUESDAY = date(2026, 3, 3)
WEEK = Nights(TUESDAY, date(2026, 3, 8), (time(19), time(7, 30)))


def at(day, hour):
    return datetime(2026, 3, day, hour, tzinfo=LONDON).astimezone(UTC)


def on_nights(preset="office", nights=WEEK, **more):
    return with_nights(Availability("Europe/London", PRESETS[preset], **more), nights)


@pytest.mark.parametrize(
    ("now", "first", "last"),
    [
        (at(3, 15), 3, 8),  # on a Tuesday afternoon: from tonight
        (at(3, 23), 3, 8),
        (at(4, 3), 3, 8),  # at work, after midnight
        (at(4, 8), 3, 8),  # on the way home
        (at(4, 12), 4, 8),
        (at(8, 15), 8, 15),  # a Sunday: the week that begins
        (at(9, 9), 8, 15),
    ],
)
def test_one_tap_stands_for_the_evenings_up_to_sunday(now, first, last):
    found = nights_this_week("Europe/London", now=now, rules=RULES)
    assert found == (date(2026, 3, first), date(2026, 3, last))


def test_between_two_nights_there_is_an_hour_and_after_the_last_a_long_sleep():
    person = on_nights()
    assert hours_on(person, TUESDAY) == ["10:00-16:30"]
    assert hours_on(person, date(2026, 3, 4)) == ["16:30-17:30"]
    assert hours_on(person, date(2026, 3, 8)) == ["16:30-17:30"]
    assert hours_on(person, date(2026, 3, 9)) == []
    assert hours_on(person, date(2026, 3, 10)) == ["14:00-16:30"]
    assert hours_on(person, date(2026, 3, 11)) == ["10:00-16:30"]


def test_it_ends_by_itself():
    assert not are_over(WEEK.last, tz="Europe/London", now=at(10, 13))
    assert are_over(WEEK.last, tz="Europe/London", now=at(11, 9))


def test_a_pattern_with_nights_keeps_its_hours_and_any_other_gets_the_longest_there_are():
    presets = load_content().presets
    assert night_hours(presets["night_8"], presets.values()) == (time(23), time(7, 30))
    assert night_hours(presets["office"], presets.values()) == (time(19), time(7, 30))
    assert night_hours(presets["mixed_12"], presets.values()) == (time(19), time(7, 30))
    assert night_hours(presets["office"], [presets["office"]]) is None


def test_a_night_of_the_roster_is_not_replaced_and_a_missing_one_is_added():
    short = on(TUESDAY, "22:00-06:00", kind=ShiftKind.NIGHT, tz="Europe/London")
    person = with_nights(rostered(short, tz="Europe/London"), replace(WEEK, last=date(2026, 3, 4)))
    assert len(person.shifts) == 2
    assert short in person.shifts


def test_after_my_nights_is_the_day_after_the_last_of_them():
    assert after_nights(on_nights(), now=at(3, 15)) == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("nights", "long", "said"),
    [
        (
            WEEK,
            False,
            "We message you between two of them, 16:30-17:30, and then not before Tuesday 14:00.",
        ),
        (
            WEEK,
            True,
            "We message you between two of them, 16:30-17:30, and then not before Wednesday 05:30.",
        ),
        (replace(WEEK, first=WEEK.last), False, "We don't message you before Tuesday 14:00."),
    ],
)
def test_in_words(nights, long, said):
    words = describe_windows(on_nights(nights=nights, long_recovery=long), RULES)
    assert words == (
        f"You're on nights until Monday 9 March. {said} "
        "After that, you'll hear from Lamplight Monday to Friday, 10:00-16:30. Never at other times."
    )


def test_long_recovery_keeps_46_hours_free_after_the_last_night():
    person = on_nights(long_recovery=True)
    assert hours_on(person, date(2026, 3, 10)) == []
    assert hours_on(person, date(2026, 3, 11)) == ["10:00-16:30"]


@examples(150)
@given(
    zone=st.sampled_from(ZONES),
    preset=st.sampled_from(list(PRESETS)),
    hours=st.integers(0, 366 * 24),
    ask_after=st.integers(0, 9 * 24),
    long=st.booleans(),
)
def test_nobody_who_said_so_is_ever_woken(zone, preset, hours, ask_after, long):
    """Anywhere, in any hour of a year, over the clock changes; said by whoever works whatever."""
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    first, last = nights_this_week(zone, now=now, rules=RULES)
    found = night_hours(PRESETS[preset], PRESETS.values())
    assert found
    person = with_nights(Availability(zone, PRESETS[preset], long_recovery=long), Nights(first, last, found))
    start = now + timedelta(hours=ask_after)
    oracle = Oracle(person)
    for window in welcome_windows(person, start=start, end=start + timedelta(days=3), rules=RULES):
        assert not oracle.broken_in(window.start, window.end)
