"""An event of a calendar as an entry in time, however it says its start and its end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Event

from bot.domain.local_time import DAY, readings
from bot.domain.rosters import Assumed
from bot.domain.spans import Span
from bot.rosters.calendars.moments import STRANGE_ZONE
from bot.rosters.calendars.sieve import WHOLE_DAY

LONGEST_TITLE = 200
LONGEST_ZONE = 60
# "From 00:01 to 23:59" is a whole day too.
ALMOST = timedelta(minutes=1)
HALF_A_DAY = timedelta(hours=12)
NEXT_DAY = "X-NEXT-DAY"
FIRST, LAST = date(1600, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """From `start` up to `end`, in UTC; the end is None where only a start is given.

    `days` are the first and the last of an entry for whole days. `title` is gone as soon as it is understood.
    `zone` is a name nobody knows, which its times are in.
    """

    start: datetime
    end: datetime | None
    days: tuple[date, date] | None = None
    assumed: Assumed | None = None
    zone: str | None = None
    title: str = field(default="", repr=False)


def with_sound_end(event: Event, zone: ZoneInfo) -> Event:
    """Without an end that is none; one before the start is put on the next day. Before it is repeated.

    Where only the start or only the end has a zone, the other is in the person's.
    """
    starts, ends = moment(event.get("DTSTART")), moment(event.get("DTEND"))
    length = getattr(event.get("DURATION"), "dt", None)
    if isinstance(length, timedelta) and length <= timedelta():
        del event["DURATION"]
    if starts is None or ends is None:
        return event
    if isinstance(starts, datetime) and isinstance(ends, datetime) and _is_mixed(starts, ends):
        starts, ends = (at if at.tzinfo else at.replace(tzinfo=zone) for at in (starts, ends))
        _put(event, "DTSTART", starts)
        _put(event, "DTEND", ends)
    sound = _sound_end(starts, ends)
    if sound is None:
        del event["DTEND"]
    elif sound != ends:
        _put(event, "DTEND", sound)
        if isinstance(sound, datetime):
            event.add(NEXT_DAY, "TRUE")
    return event


def _is_mixed(starts: datetime, ends: datetime) -> bool:
    return (starts.tzinfo is None) != (ends.tzinfo is None)


def _put(event: Event, name: str, at: date) -> None:
    value: Any = event[name]
    value.dt = at


def _sound_end(starts: date, ends: date) -> date | None:
    if not isinstance(starts, datetime):
        return _day_after(ends) if isinstance(ends, datetime) else _if_later(ends, starts)
    if not isinstance(ends, datetime):
        return None
    if starts < ends:
        return ends
    return ends + DAY if timedelta() < starts - ends < DAY else None


def _day_after(at: datetime) -> date:
    return at.date() + (timedelta() if at.time() == time() else DAY)


def _if_later(ends: date, starts: date) -> date | None:
    return ends if ends > starts else None


def entry_of(event: Event, zone: ZoneInfo) -> Entry | None:
    """None where its start cannot be read, or is out of all time."""
    starts = moment(event.get("DTSTART"))
    if starts is None:
        return None
    try:
        ends = moment(event.get("DTEND")) or _after(starts, event.get("DURATION"))
        days = _days(event, starts, ends, zone)
        start, end = _span(starts, ends, zone)
    except (OverflowError, ValueError):
        return None
    strange = getattr(event["DTSTART"], "params", {}).get(STRANGE_ZONE)
    return Entry(
        start,
        end,
        days,
        assumed=Assumed.NEXT_DAY if NEXT_DAY in event else None,
        zone=str(strange)[:LONGEST_ZONE] if strange else None,
        title=_title(event),
    )


def _title(event: Event) -> str:
    title = event.get("SUMMARY", "")
    return str(title[0] if isinstance(title, list) and title else title)[:LONGEST_TITLE]


def moment(value: Any) -> date | None:
    """None where it is none. Those far out of anybody's life are brought nearer, to be reckoned with."""
    found = getattr(value, "dt", None)
    if not isinstance(found, date) or FIRST.year <= found.year < LAST.year:
        return found if isinstance(found, date) else None
    near = FIRST if found.year < FIRST.year else LAST
    return datetime.combine(near, time(), found.tzinfo) if isinstance(found, datetime) else near


def _after(starts: date, duration: Any) -> date | None:
    """Without an end or a duration a date stands for its whole day, and a time for nothing."""
    length = getattr(duration, "dt", None)
    if isinstance(length, timedelta):
        return starts + length
    return None if isinstance(starts, datetime) else starts + DAY


def _span(starts: date, ends: date | None, zone: ZoneInfo) -> tuple[datetime, datetime | None]:
    """By the widest reading."""
    start = _instant(starts, zone)[0]
    end = _instant(ends, zone)[1] if ends is not None else None
    return start, end if end is not None and end > start else None


def _instant(at: date, zone: ZoneInfo) -> Span:
    """The earlier and the later reading, where the clocks skip or repeat it."""
    if not isinstance(at, datetime):
        return readings(zone, at, time())
    if at.tzinfo is None:
        return readings(zone, at.date(), at.time())
    return at.astimezone(UTC), at.astimezone(UTC)


def _days(event: Event, starts: date, ends: date | None, zone: ZoneInfo) -> tuple[date, date] | None:
    """The first and the last whole day, if it is for whole days: as dates, or from midnight to midnight."""
    if not isinstance(starts, datetime):
        last = (ends or starts + DAY) - DAY
        return starts, max(starts, last.date() if isinstance(last, datetime) else last)
    if not isinstance(ends, datetime):
        return (starts.date(), starts.date()) if _says_whole_day(event) else None
    return next((days for days in _by_midnight(event, starts, ends, zone)), None)


def _by_midnight(
    event: Event, starts: datetime, ends: datetime, zone: ZoneInfo
) -> Iterator[tuple[date, date]]:
    is_said = _says_whole_day(event)
    for first, last in _as_written_and_here(starts, ends, zone):
        if is_said or (
            _is_midnight(first + ALMOST) and _is_midnight(last + ALMOST) and last - first >= HALF_A_DAY
        ):
            # From one noon on it is the next day, so a zone that is off by some hours changes nothing.
            begins = (first + HALF_A_DAY).date()
            yield begins, begins + (max(round((last - first) / DAY), 1) - 1) * DAY


def _as_written_and_here(
    starts: datetime, ends: datetime, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    yield starts.replace(tzinfo=None), ends.replace(tzinfo=None)
    if starts.tzinfo and ends.tzinfo:
        here = (at.astimezone(zone).replace(tzinfo=None) for at in (starts, ends))
        yield next(here), next(here)


def _is_midnight(a_moment_later: datetime) -> bool:
    """Given a minute after the time that is meant: from 23:59 to 00:01."""
    return a_moment_later.time() <= time(0, 2)


def _says_whole_day(event: Event) -> bool:
    return any(str(event.get(name, "")).strip().upper() == "TRUE" for name in WHOLE_DAY)


def unreadable(days: set[date], zone: ZoneInfo) -> Iterator[Entry]:
    """One for each day that stands in an entry of which the rest cannot be read."""
    for day in sorted(days):
        yield Entry(readings(zone, day, time())[0], readings(zone, day + DAY, time())[1], (day, day))
