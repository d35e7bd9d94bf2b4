"""Without a roster: hours that are right whether or not the day is worked."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.availability import Availability, QuietRules, ShiftPreset
from bot.domain.timing import allowed_windows, describe_windows
from tests.domain.patterns import FAR, PRESETS, RULES, hours_on, on

WEDNESDAY = date(2026, 7, 1)
SATURDAY = date(2026, 7, 4)


@pytest.mark.parametrize(
    ("preset", "hours"),
    [
        ("nights_12", "16:30-17:30"),
        ("night_8", "16:30-18:00"),
        ("early_8", "16:15-18:00"),
        ("late_8", "10:00-12:15"),
        ("days_12", "20:15-21:00"),
        ("mixed_12", "11:00-18:00"),
        ("on_call", "11:00-18:00"),
        ("self_roster", "11:00-18:00"),
    ],
)
@pytest.mark.parametrize("tz", ["Europe/London", "America/St_Johns", "Asia/Kathmandu", "Pacific/Chatham"])
def test_each_pattern_has_its_hours_every_day(preset, hours, tz):
    person = Availability(tz, PRESETS[preset])
    assert [hours_on(person, WEDNESDAY + timedelta(days=step)) for step in range(7)] == [[hours]] * 7


@pytest.mark.parametrize(
    ("preset", "hours"),
    [
        ("days_12", "20:15-21:00"),
        ("nights_12", "16:30-18:15"),
        ("early_8", "16:15-21:00"),
        ("late_8", "09:00-12:15"),
        ("mixed_12", "11:00-18:00"),
        ("office", "09:00-21:00"),
    ],
)
def test_what_no_rule_forbids_is_wider_and_still_right_whether_or_not_the_day_is_worked(preset, hours):
    start = datetime(2026, 7, 1, tzinfo=UTC)
    person = Availability("UTC", PRESETS[preset])
    [window] = allowed_windows(person, start=start, end=start + timedelta(days=1), rules=RULES)
    assert f"{window.start:%H:%M}-{window.end:%H:%M}" == hours


def test_office_hours_are_weekdays_and_need_no_handover():
    person = Availability("Europe/London", PRESETS["office"])
    assert hours_on(person, WEDNESDAY) == ["10:00-16:30"]
    assert hours_on(person, SATURDAY) == []


def test_a_pattern_that_leaves_no_sure_hour_stays_silent_and_says_so():
    person = Availability("UTC", ShiftPreset("long", "Long days", time(8), time(21)))
    assert hours_on(person, WEDNESDAY) == []
    assert describe_windows(person, RULES).startswith("No time is sure to suit you")


def test_shifts_told_one_by_one_count_even_without_a_roster():
    person = Availability("UTC", PRESETS["mixed_12"], (on(WEDNESDAY, "07:00-15:00"),))
    assert hours_on(person, WEDNESDAY) == ["15:45-18:00"]


def test_beyond_the_known_roster_the_pattern_speaks():
    known = datetime(2026, 7, 3, tzinfo=UTC)
    person = Availability(
        "UTC", PRESETS["early_8"], (on(WEDNESDAY, "07:00-15:30"),), roster_known_until=known
    )
    assert hours_on(person, WEDNESDAY) == []
    assert hours_on(person, date(2026, 7, 2)) == ["10:00-18:00"]
    assert hours_on(person, date(2026, 7, 3)) == ["16:15-18:00"]


def test_edited_hours_never_reach_into_the_night():
    rules = QuietRules(unknown=((time(6), time(23)),))
    text = describe_windows(Availability("UTC", PRESETS["on_call"]), rules)
    assert text == "You'll hear from Lamplight every day, 09:00-21:00. Never at other times."


@pytest.mark.parametrize(
    ("preset", "known", "sentence"),
    [
        ("nights_12", None, "every day, 16:30-17:30. Never at other times."),
        (
            "nights_12",
            FAR,
            "on days off, 10:00-18:00, and between nights, 16:30-17:30. Never on shift or while you sleep.",
        ),
        ("office", None, "Monday to Friday, 10:00-16:30. Never at other times."),
    ],
)
def test_the_confirmation_says_when_we_write(preset, known, sentence):
    person = Availability("Europe/London", PRESETS[preset], roster_known_until=known)
    assert describe_windows(person, RULES) == f"You'll hear from Lamplight {sentence}"


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("known", [None, FAR])
def test_those_with_less_than_an_hour_a_day_are_asked_for_a_roster(preset, known):
    """Without one, 12-hour days leave a quarter of an hour after the handover."""
    person = Availability("Europe/London", PRESETS[preset], roster_known_until=known)
    is_asked = "Add your roster, and you'll hear from us on those instead, 10:00-18:00." in (
        describe_windows(person, RULES)
    )
    assert is_asked is (preset == "days_12" and known is None)


def test_the_confirmation_leaves_out_the_persons_own_quiet_hours():
    person = Availability("UTC", PRESETS["mixed_12"], quiet=((time(12), time(14)), (time(17), time(9))))
    assert "every day, 11:00-12:00 and 14:00-17:00." in describe_windows(person, RULES)


def test_a_rostered_day_worker_is_told_about_weeks_without_a_free_day():
    person = Availability("UTC", PRESETS["days_12"], roster_known_until=FAR)
    text = describe_windows(person, RULES)
    assert "on days off, 10:00-18:00, and in a week without any, up to 45 minutes before a shift" in text
