"""A roster day by day: being on call is shown as that, also over night and over several days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.availability import Shift, ShiftKind
from bot.domain.roster_days import DayKind, days_from
from bot.domain.rosters import Horizon

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 3, 2)
KNOWN = Horizon(None, datetime(2026, 4, 1, tzinfo=UTC))


def kinds(*shifts, days=4):
    found = days_from(MONDAY, days, shifts=shifts, known=KNOWN, zone=LONDON)
    return [[part.kind for part in day.parts] for day in found]


def shift(kind, start, hours):
    begins = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(hours=start)
    return Shift(begins, begins + timedelta(hours=hours), kind)


def test_on_call_over_night_is_on_call_and_no_night():
    assert kinds(shift(ShiftKind.ON_CALL, 18, 14), days=2) == [[DayKind.ON_CALL], [DayKind.OFF]]
    assert kinds(shift(ShiftKind.NIGHT, 18, 14), days=2) == [[DayKind.NIGHT], [DayKind.OFF]]


def test_on_call_over_several_days_is_so_on_each_and_what_ends_within_a_day_is_of_the_day_before():
    long = shift(ShiftKind.ON_CALL, 17, 63)
    assert kinds(long) == [[DayKind.ON_CALL]] * 4
    until_evening = shift(ShiftKind.ON_CALL, 17, 24)
    assert kinds(until_evening, days=3) == [[DayKind.ON_CALL], [DayKind.ON_CALL], [DayKind.OFF]]


def test_what_is_worked_beside_it_is_shown_too():
    long, early = shift(ShiftKind.ON_CALL, 17, 63), shift(ShiftKind.DAY, 31, 8)
    assert kinds(long, early)[1] == [DayKind.ON_CALL, DayKind.SHIFT]
