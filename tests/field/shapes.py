"""Shapes from the field: rows of the tables in this folder, and what a calendar comes to for its reader.

Each shape was reported by somebody using some rostering, calendar, directory or chat software; the issue is
named above its row where it is public. Names and data are ours.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.availability import Availability, QuietRules, ShiftPreset
from bot.domain.roster_days import days_from
from bot.domain.rosters import Horizon
from bot.domain.timing import welcome_windows
from tests.rosters.calendars import LONDON, event, understood

REFUSED = "refused: "
LATER = event("20260325T070000", "20260325T190000", uid="later")


def shape(id, what, *values, wrong=""):
    """Make the row of a table: `what` it is in plain words, then the values its test takes.

    `wrong` says what is read instead today. Such a row has to fail: whoever mends it removes `wrong`.
    """
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=wrong)] if wrong else []
    return pytest.param(*values, id=f"{id} {what}", marks=marks)


def one_shape(id, what, *, wrong=""):
    """Decorate a test that is about one shape only."""
    return pytest.mark.parametrize((), [shape(id, what, wrong=wrong)])


class Fed:
    """What a calendar came to for somebody in `zone`, and whether a message would be welcome to them."""

    def __init__(self, *events, zone=LONDON, **more):
        self.zone, self.found = zone, understood(*events, zone=zone, **more)

    def __str__(self):
        return f"{self.shifts()}, unknown: {self.found.unknown}, unclear: {self.found.unclear}"

    def shifts(self):
        """In local time, with the days of their month: "18 19:00 - 19 07:30 night"."""
        return [self._in_words(one) for one in self.found.shifts]

    def _in_words(self, shift):
        start, end = shift.start.astimezone(self.zone), shift.end.astimezone(self.zone)
        return f"{start:%d %H:%M} - {end:%d %H:%M} {shift.kind.value}"

    def is_welcome(self, day, hour):
        """Whether a message may arrive at that local hour in March."""
        at = datetime(2026, 3, day, hour, tzinfo=self.zone).astimezone(UTC)
        person = Availability(
            tz=self.zone.key,
            preset=ShiftPreset("mixed_12", "Mixed"),
            shifts=self.found.shifts,
            roster_known_until=self.found.known_until,
            roster_known_from=self.found.known_from,
        )
        minute = timedelta(minutes=1)
        return bool(welcome_windows(person, start=at, end=at + minute, rules=QuietRules()))

    def day(self, day):
        """What the person's page shows on that day in March."""
        known = Horizon(self.found.known_from, self.found.known_until)
        [shown] = days_from(date(2026, 3, day), 1, shifts=self.found.shifts, known=known, zone=self.zone)
        return [part.kind.value for part in shown.parts]


def quiet(*moments):
    """Nothing may arrive at these days and hours of March."""
    return lambda fed: not any(fed.is_welcome(day, hour) for day, hour in moments)


def holds(shift):
    """That shift, as `Fed.shifts` writes it, is among what was understood."""
    return lambda fed: shift in fed.shifts()
