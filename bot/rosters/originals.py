"""What a calendar itself says of one day: read for whoever puts that day right, and kept nowhere."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.local_time import DAY, local_date, readings
from bot.rosters.calendars.calendar import read_entries
from bot.rosters.calendars.entries import Entry

MOST_LINES = 5
LONGEST_LINE = 120


def lines_on(text: str, *, zone: ZoneInfo, day: date) -> tuple[str, ...]:
    """The entries that begin on this local day or go on over it, a few of them, cut short.

    Raises RosterRefused.
    """
    start, end = readings(zone, day, time())[0], readings(zone, day + DAY, time())[1]
    entries = read_entries(text, zone=zone, start=start, end=end)
    said = (
        _said(one, zone) for one in (*entries.found, *entries.unreadable) if _is_on(one, start, end, zone)
    )
    return tuple(dict.fromkeys(said))[:MOST_LINES]


def _is_on(entry: Entry, start: datetime, end: datetime, zone: ZoneInfo) -> bool:
    """Of a night the morning after is not its day."""
    if entry.days:
        return entry.start < end and (entry.end or end) > start
    return local_date(zone, entry.start) == local_date(zone, start)


def _said(entry: Entry, zone: ZoneInfo) -> str:
    title = " ".join(entry.title.split()) or "(no title)"
    if entry.days:
        return title[:LONGEST_LINE]
    first = entry.start.astimezone(zone)
    until = f"-{entry.end.astimezone(zone):%H:%M}" if entry.end else ""
    return f"{first:%H:%M}{until} {title}"[:LONGEST_LINE]
