"""The shift patterns a hospital starts with, and short ways to write shifts and hours in tests."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.availability import Availability, Interval, QuietRules, Shift, ShiftKind, ShiftPreset
from bot.domain.timing import welcome_windows

RULES = QuietRules()
PRESETS = {
    "days_12": ShiftPreset("days_12", "12-hour days", time(7), time(19, 30)),
    "nights_12": ShiftPreset("nights_12", "12-hour nights", time(19), time(7, 30)),
    "mixed_12": ShiftPreset("mixed_12", "Days and nights mixed"),
    "early_8": ShiftPreset("early_8", "Early (8-hour)", time(7), time(15, 30)),
    "late_8": ShiftPreset("late_8", "Late (8-hour)", time(13), time(21, 30)),
    "night_8": ShiftPreset("night_8", "Night (8-hour)", time(23), time(7, 30)),
    "office": ShiftPreset("office", "Office hours", time(9), time(17)),
    "on_call": ShiftPreset("on_call", "On-call from home"),
    "self_roster": ShiftPreset("self_roster", "Shifts vary, self-rostered"),
}
FAR = datetime(2040, 1, 1, tzinfo=UTC)


def on(day: date, text: str, *, kind: ShiftKind = ShiftKind.DAY, tz: str = "UTC") -> Shift:
    """A shift from local words: on(day, "19:00-07:30")."""
    start, end = (time.fromisoformat(part) for part in text.split("-"))
    zone = ZoneInfo(tz)
    ends_on = day if end > start else day + timedelta(days=1)
    return Shift(
        datetime.combine(day, start, zone).astimezone(UTC),
        datetime.combine(ends_on, end, zone).astimezone(UTC),
        kind,
    )


def rostered(*shifts: Shift, tz: str = "UTC", **known) -> Availability:
    return Availability(tz, PRESETS["mixed_12"], shifts, roster_known_until=FAR, **known)


def hours_on(person: Availability, day: date) -> list[str]:
    """The welcome hours of a local day in words: ["10:00-18:00"]."""
    zone = ZoneInfo(person.tz)
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    windows = welcome_windows(person, start=start.astimezone(UTC), end=end.astimezone(UTC), rules=RULES)
    return [in_words(one, zone) for one in windows]


def in_words(one: Interval, zone: ZoneInfo) -> str:
    return f"{one.start.astimezone(zone):%H:%M}-{one.end.astimezone(zone):%H:%M}"
