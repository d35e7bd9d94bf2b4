"""The next seven days drawn as text: a block for each half-hour in which the bot may write."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.availability import Availability, Interval, QuietRules
from bot.domain.local_time import DAY, local_date, readings
from bot.domain.timing import welcome_windows

DAYS = 7
CELL = timedelta(minutes=30)
WELCOME, SILENT = "█", "·"
LABELLED_HOURS = 3
# "Mon  2 "
MARGIN = 7
_ANY_DAY = date(2026, 1, 14)


def draw_week(person: Availability, *, now: datetime, rules: QuietRules) -> str:
    """A scale, then a line a day from tomorrow on, where the person is; for a font of equal widths.

    A block stands wherever any part of the half-hour is welcome, so nothing is written outside the blocks.
    """
    zone = ZoneInfo(person.tz)
    days = [local_date(zone, now) + n * DAY for n in range(1, DAYS + 1)]
    start, end = readings(zone, days[0], time())[0], readings(zone, days[-1] + DAY, time())[1]
    windows = welcome_windows(person, start=start, end=end, rules=rules)
    lines = (f"{day:%a} {day.day:>2} {_cells(zone, day, windows, rules)}" for day in days)
    return "\n".join([_scale(rules), *lines])


def _cells(zone: ZoneInfo, day: date, windows: Sequence[Interval], rules: QuietRules) -> str:
    return "".join(
        WELCOME if any(one.start < end and start < one.end for one in windows) else SILENT
        for start, end in (
            (readings(zone, day, first)[0], readings(zone, day, last)[1]) for first, last in _halves(rules)
        )
    )


def _halves(rules: QuietRules) -> Iterator[tuple[time, time]]:
    at, last = (datetime.combine(_ANY_DAY, edge) for edge in (rules.never_before, rules.never_after))
    while at < last:
        yield at.time(), min(at + CELL, last).time()
        at += CELL


def _scale(rules: QuietRules) -> str:
    starts = [start for start, _ in _halves(rules)]
    line = ""
    for place, at in enumerate([*starts, rules.never_after]):
        if at.minute == 0 and at.hour % LABELLED_HOURS == 0:
            line = f"{line:<{MARGIN + place}}{at.hour}"
    return line
