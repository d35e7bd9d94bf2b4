"""With a roster: days off, worked days, nights and the rest after them, clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.availability import Availability, Interval, Shift, ShiftKind
from bot.domain.timing import next_welcome_moment, shared_windows, welcome_windows
from tests.domain.patterns import PRESETS, RULES, hours_on, on, rostered

MONDAY = date(2026, 7, 6)
DAY = timedelta(days=1)
TUESDAY, WEDNESDAY, THURSDAY = MONDAY + DAY, MONDAY + 2 * DAY, MONDAY + 3 * DAY


def test_a_day_off_is_welcome_from_ten_to_six():
    assert hours_on(rostered(), MONDAY) == ["10:00-18:00"]


@pytest.mark.parametrize("shift", ["07:00-15:30", "13:00-21:30", "07:00-19:30", "05:00-08:30"])
def test_a_worked_day_is_left_alone(shift):
    person = rostered(on(TUESDAY, shift))
    assert [hours_on(person, day) for day in (MONDAY, TUESDAY, WEDNESDAY)] == [
        ["10:00-18:00"],
        [],
        ["10:00-18:00"],
    ]


def test_between_two_nights_the_waking_hours_are_welcome():
    person = rostered(on(MONDAY, "19:00-07:30"), on(TUESDAY, "19:00-07:30"))
    assert hours_on(person, MONDAY) == ["10:00-17:30"]
    assert hours_on(person, TUESDAY) == ["16:30-17:30"]


def test_nights_that_start_at_midnight_are_a_run_too():
    person = rostered(on(MONDAY, "00:00-08:00"), on(TUESDAY, "00:00-08:00"))
    assert hours_on(person, MONDAY) == ["17:00-21:00"]
    assert hours_on(person, TUESDAY) == []


def test_after_the_last_night_nothing_before_two_the_next_day():
    person = rostered(on(MONDAY, "19:00-07:30"))
    assert hours_on(person, TUESDAY) == []
    assert hours_on(person, WEDNESDAY) == ["14:00-18:00"]
    assert hours_on(person, THURSDAY) == ["10:00-18:00"]


@pytest.mark.parametrize("shift", ["23:00-02:00", "16:00-02:00", "03:00-09:00"])
def test_three_hours_between_eleven_and_six_make_a_night(shift):
    night = on(MONDAY, shift)
    assert hours_on(rostered(night), night.end.date()) == []
    assert hours_on(rostered(night), night.end.date() + DAY) == ["14:00-18:00"]


def test_less_than_three_hours_is_a_late_finish_and_no_night():
    assert hours_on(rostered(on(MONDAY, "15:00-01:45")), TUESDAY) == ["10:00-18:00"]


def test_an_on_call_counts_as_work_and_through_the_night_as_a_night():
    friday = Shift(
        datetime(2026, 7, 3, 17, tzinfo=UTC), datetime(2026, 7, 6, 9, tzinfo=UTC), ShiftKind.ON_CALL
    )
    person = rostered(friday)
    assert [hours_on(person, MONDAY + step * DAY) for step in range(-2, 3)] == [
        [], [], [], ["14:00-18:00"], ["10:00-18:00"],
    ]  # fmt: skip


def test_leave_needs_no_handover_around_it():
    person = rostered(on(MONDAY, "12:00-14:00", kind=ShiftKind.AWAY))
    assert hours_on(person, MONDAY) == ["10:00-12:00", "14:00-18:00"]


def test_pauses_quiet_hours_and_do_not_disturb_are_cut_out():
    at = datetime.combine(MONDAY, time(), UTC)
    person = rostered(
        away=(Interval(at, at + timedelta(hours=11)),),
        quiet=((time(17), time(7)),),
        do_not_disturb=(Interval(at + timedelta(hours=12), at + timedelta(hours=13)),),
    )
    assert hours_on(person, MONDAY) == ["11:00-12:00", "13:00-17:00"]


def test_six_worked_days_in_a_row_are_left_alone():
    person = rostered(*(on(MONDAY + step * DAY, "07:00-15:30") for step in range(6)))
    assert [hours_on(person, MONDAY + step * DAY) for step in range(6)] == [[]] * 6


def test_in_seven_worked_days_the_time_well_clear_of_the_shift_counts():
    person = rostered(*(on(MONDAY + step * DAY, "11:00-19:30") for step in range(7)))
    assert [hours_on(person, MONDAY + step * DAY) for step in range(7)] == [
        ["09:00-10:15", "20:15-21:00"]
    ] * 7


@pytest.mark.parametrize(
    ("tz", "change"),
    [
        ("Europe/London", date(2026, 3, 29)),
        ("Europe/London", date(2026, 10, 25)),
        ("Australia/Lord_Howe", date(2026, 4, 5)),
    ],
)
def test_local_hours_stay_put_when_the_clocks_change(tz, change):
    person = rostered(on(change - DAY, "19:00-07:30", tz=tz), on(change, "19:00-07:30", tz=tz), tz=tz)
    assert hours_on(person, change) == ["16:30-17:30"]


def test_a_night_an_hour_longer_still_gets_its_nine_hours():
    tz, autumn = "America/New_York", date(2026, 11, 1)
    night = on(autumn - DAY, "19:00-07:30", tz=tz)
    assert night.end - night.start == timedelta(hours=13.5)
    assert hours_on(rostered(night, on(autumn, "19:00-07:30", tz=tz), tz=tz), autumn) == ["16:30-17:30"]


def test_a_day_the_calendar_skips_has_no_hours():
    samoa = rostered(tz="Pacific/Apia")
    start = datetime(2011, 12, 29, 12, tzinfo=UTC)
    windows = welcome_windows(samoa, start=start, end=start + timedelta(days=2), rules=RULES)
    assert [one.start.isoformat() for one in windows] == [
        "2011-12-29T20:00:00+00:00",
        "2011-12-30T20:00:00+00:00",
    ]


def test_no_moment_is_left_when_the_last_window_closes_before_it_expires():
    at = datetime.combine(MONDAY, time(18), UTC)
    assert next_welcome_moment(rostered(), due=at, expires=at + timedelta(hours=16), rules=RULES) is None
    tomorrow = at + timedelta(hours=16)
    assert next_welcome_moment(rostered(), due=at, expires=at + timedelta(hours=17), rules=RULES) == tomorrow


def test_now_is_the_moment_inside_a_window():
    now = datetime.combine(MONDAY, time(10, 7), UTC)
    assert next_welcome_moment(rostered(), due=now, expires=now + timedelta(minutes=1), rules=RULES) == now


def test_people_share_the_hours_welcome_to_all_and_long_enough():
    london, boston = (
        Availability("Europe/London", PRESETS["office"]),
        Availability("America/New_York", PRESETS["office"]),
    )
    both = _shared([london, boston], minutes=60)
    assert [(one.start.hour, one.end.hour, one.end.minute) for one in both] == [(14, 15, 30)]
    assert _shared([london, boston], minutes=91) == []
    assert _shared([], minutes=1) == []


def test_a_meeting_is_not_suggested_in_the_hours_before_a_night():
    person = rostered(on(MONDAY, "19:00-07:30"))
    [window] = _shared([person], minutes=20, for_meeting=True)
    assert (window.start.hour, window.end.hour) == (10, 15)


def _shared(people: list[Availability], *, minutes: int, for_meeting: bool = False) -> list[Interval]:
    start, end = datetime(2026, 7, 6, tzinfo=UTC), datetime(2026, 7, 7, tzinfo=UTC)
    return shared_windows(people, start=start, end=end, minutes=minutes, rules=RULES, for_meeting=for_meeting)
