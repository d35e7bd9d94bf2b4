"""Hours on days whose clocks are changed in the middle of them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.local_time import possibly, surely

# Zones and days on which the clocks changed by day, at 21:00, 21:00 and 09:00.
ODD_DAYS = [
    ("Pacific/Easter", date(1971, 3, 13)),
    ("Pacific/Easter", date(1971, 10, 9)),
    ("Europe/Athens", date(1979, 4, 1)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Europe/London", date(2026, 3, 29)),
]
HOURS = [
    (time(8, 30), time(21)),
    (time(9, 30), time(21, 30)),
    (time(9), time(20, 30)),
    (time(20, 30), time(21, 30)),
]


@pytest.mark.parametrize(("tz", "day"), ODD_DAYS)
@pytest.mark.parametrize("hours", HOURS)
def test_time_to_use_is_inside_the_hours_and_time_to_leave_alone_is_all_of_them(tz, day, hours):
    zone = ZoneInfo(tz)
    used, left_alone = surely(zone, day, [hours]), possibly(zone, day, [hours])
    midnight = datetime.combine(day, time(), UTC)
    for step in range(-840, 40 * 60):
        at = midnight + timedelta(minutes=step)
        local = at.astimezone(zone)
        inside = local.date() == day and hours[0] <= local.time() < hours[1]
        assert inside or not _holds(used, at)
        assert _holds(left_alone, at) or not inside


def _holds(spans, at):
    return any(start <= at < end for start, end in spans)


def test_hours_to_leave_alone_may_run_over_midnight():
    [(start, end)] = possibly(ZoneInfo("UTC"), date(2026, 7, 1), [(time(22), time(7))])
    assert (start.day, start.hour, end.day, end.hour) == (1, 22, 2, 7)
