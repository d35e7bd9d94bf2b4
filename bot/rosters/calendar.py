"""iCalendar text to entries in time: zones, repetitions, exceptions, revisions and cancellations resolved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event
from icalendar.prop.broken import vBroken
from icalendar.timezone import tzp

from bot.domain.local_time import DAY, readings
from bot.rosters.problems import (
    MOST_ENTRIES,
    NO_CALENDAR,
    OLDEST,
    TOO_MANY,
    TOO_OFTEN,
    TOO_OLD,
    RosterRefused,
)
from bot.rosters.sieve import sifted

REPEATS = ("RRULE", "RDATE")
TOO_QUICK = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
TIMES_OF_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """From `start` up to `end`, in UTC. `title` is gone as soon as it is understood."""

    start: datetime
    end: datetime
    is_all_day: bool
    title: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Entries:
    """Those that end after the time asked for begins. `unreadable` counts what has no usable time."""

    found: tuple[Entry, ...]
    unreadable: int = 0


def read_entries(text: str, *, zone: ZoneInfo, start: datetime, end: datetime) -> Entries:
    """Repetitions up to `end`, and whatever comes once; times without a zone are in `zone`.

    Raises RosterRefused.
    """
    # A zone that a calendar brings itself is kept by its name, and would be another's too.
    tzp.use_default()
    found: list[Entry] = []
    unreadable = 0
    for event in _in_force(_events(text), start, end):
        entry = _entry(event, zone)
        if entry is None:
            unreadable += 1
        elif entry.end > start:
            found.append(entry)
    return Entries(tuple(sorted(found, key=lambda one: (one.start, one.end))), unreadable)


def _events(text: str) -> list[Event]:
    try:
        # An error holds the line it is about.
        calendars = Calendar.from_ical(sifted(text), multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise RosterRefused(NO_CALENDAR) from None
    assert isinstance(calendars, list)
    return [_sound(event) for one in calendars for event in one.events]


def _sound(event: Event) -> Event:
    """Without what could not be parsed: such a value raises whenever it is looked at."""
    broken = [name for name, value in event.items() if any(isinstance(one, vBroken) for one in _each(value))]
    for name in broken:
        del event[name]
    return event


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _in_force(events: Iterable[Event], start: datetime, end: datetime) -> Iterator[Event]:
    """Of each event the latest revision, without those that are cancelled; repetitions one by one."""
    number = 0
    for revisions in _by_uid(events):
        for event in _occurrences(list(_latest(revisions)), start, end):
            number += 1
            if number > MOST_ENTRIES:
                raise RosterRefused(TOO_MANY)
            if not _is_cancelled(event):
                yield event


def _occurrences(revisions: list[Event], start: datetime, end: datetime) -> Iterable[Event]:
    if not any(name in one for one in revisions for name in REPEATS):
        return revisions
    if any(_is_cancelled(one) for one in revisions if "RECURRENCE-ID" not in one):
        return ()
    return _repeated(revisions, start, end)


def _by_uid(events: Iterable[Event]) -> list[list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for number, event in enumerate(events):
        found[str(event.get("UID") or number)].append(event)
    return list(found.values())


def _latest(revisions: list[Event]) -> Iterable[Event]:
    """The highest SEQUENCE; of equal ones the last in the file."""
    if len(revisions) == 1:
        return revisions
    found: dict[str, Event] = {}
    for event in revisions:
        key = _instance(event)
        if key not in found or _sequence(event) >= _sequence(found[key]):
            found[key] = event
    return found.values()


def _instance(event: Event) -> str:
    original = getattr(event.get("RECURRENCE-ID"), "dt", None)
    return original.isoformat() if original is not None else ""


def _sequence(event: Event) -> int:
    try:
        return int(event.get("SEQUENCE", 0))
    except (ValueError, TypeError):
        return 0


def _is_cancelled(event: Event) -> bool:
    return str(event.get("STATUS", "")).strip().upper() == "CANCELLED"


def _repeated(events: list[Event], start: datetime, end: datetime) -> list[Event]:
    for event in events:
        _require_shifts(event)
    series = Calendar()
    for event in events:
        series.add_component(event)
    try:
        # What begins just before still matters, and dates have no zone.
        found = recurring_ical_events.of(series, skip_bad_series=True).between(start - 2 * DAY, end + 2 * DAY)
        return [one for one in found if _day(one) <= end.date() + DAY]
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise RosterRefused(NO_CALENDAR) from None


def _require_shifts(event: Event) -> None:
    """That it comes back as a shift may: at most once a day, and not for ages. Raises RosterRefused."""
    for rule in _each(event.get("RRULE", [])):
        parts = dict(rule) if hasattr(rule, "get") else {}
        often = {str(one).upper() for one in _each(parts.get("FREQ", []))}
        if often & TOO_QUICK or any(one < 1 for one in _each(parts.get("INTERVAL", []))):
            raise RosterRefused(TOO_OFTEN)
        if any(len(_each(parts.get(name, []))) > 1 for name in TIMES_OF_DAY):
            raise RosterRefused(TOO_OFTEN)
        if often != {"YEARLY"} and _day(event).year < OLDEST:
            raise RosterRefused(TOO_OLD)


def _day(event: Event) -> date:
    at = _moment(event.get("DTSTART"))
    if at is None:
        raise RosterRefused(NO_CALENDAR)
    return at.date() if isinstance(at, datetime) else at


def _entry(event: Event, zone: ZoneInfo) -> Entry | None:
    starts = _moment(event.get("DTSTART"))
    if starts is None:
        return None
    ends = _moment(event.get("DTEND")) or _after(starts, event.get("DURATION"))
    is_all_day = not isinstance(starts, datetime)
    try:
        start, end = _instant(starts, zone)[0], _instant(ends, zone)[1]
    except (OverflowError, ValueError):
        return None
    if end <= start:
        return None
    title = event.get("SUMMARY", "")
    return Entry(
        start, end, is_all_day, str(title[0] if isinstance(title, list) and title else title)[:LONGEST_TITLE]
    )


def _moment(value: Any) -> date | None:
    found = getattr(value, "dt", None)
    return found if isinstance(found, date) else None


def _after(starts: date, duration: Any) -> date:
    """Without an end or a duration a date stands for its whole day, and a time for nothing."""
    length = getattr(duration, "dt", None)
    if not isinstance(length, timedelta):
        length = timedelta() if isinstance(starts, datetime) else DAY
    try:
        return starts + length
    except OverflowError:
        return starts


def _instant(at: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The earlier and the later reading, where the clocks skip or repeat it."""
    if not isinstance(at, datetime):
        return readings(zone, at, time())
    if at.tzinfo is None:
        return readings(zone, at.date(), at.time())
    return at.astimezone(UTC), at.astimezone(UTC)
