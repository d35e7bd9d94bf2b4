"""Lets through only those lines of a calendar that say when something is: the rest is never looked at."""

import re
from collections import Counter
from collections.abc import Iterator

from bot.rosters.problems import CUT_OFF, MOST_ENTRIES, NO_CALENDAR, STRANGE_CLOCK, TOO_MANY, RosterRefused

NEEDED = frozenset(
    {
        "BEGIN",
        "END",
        "UID",
        "DTSTART",
        "DTEND",
        "DURATION",
        "SUMMARY",
        "STATUS",
        "SEQUENCE",
        "RECURRENCE-ID",
        "RRULE",
        "RDATE",
        "EXDATE",
    }
)
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lamplight//EN")
END = "END:VCALENDAR"
EVENT, ZONE = "VEVENT", "VTIMEZONE"
DEEPEST_IN_ZONE = 2
FOLD = re.compile(r"(?:\r\n|\n|\r)[ \t]")
CHANGES = re.compile(
    r"(?:(?:FREQ=YEARLY|INTERVAL=1|UNTIL=[\dTZ]+|COUNT=\d+|WKST=\w\w"
    r"|BY(?:DAY|MONTHDAY|YEARDAY|WEEKNO|MONTH|SETPOS)=[\w,+-]+|BY(?:HOUR|MINUTE|SECOND)=\d+)(?:;|$))+"
)


def sifted(text: str) -> str:
    """One calendar with the events and zones of all. Raises RosterRefused when it is none, or too long."""
    lines = FOLD.sub("", text).splitlines()
    marks = Counter(line.strip().upper() for line in lines if line[:1] in "BEbe")
    if not marks[HEAD[0]]:
        raise RosterRefused(NO_CALENDAR)
    if marks[HEAD[0]] != marks[END]:
        raise RosterRefused(CUT_OFF)
    if marks["BEGIN:VEVENT"] > MOST_ENTRIES:
        raise RosterRefused(TOO_MANY)
    return "\r\n".join([*HEAD, *_parts(lines), END, ""])


def _parts(lines: list[str]) -> Iterator[str]:
    """Whole events and zones; an alarm inside an event is left out with all that is in it."""
    inside: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        name, value = name.partition(";")[0].upper(), value.strip().upper()
        if name == "BEGIN" and value != "VCALENDAR":
            inside.append(value)
        if _is_needed(name, inside):
            _require_a_clock(name, value, inside)
            yield line
        if name == "END" and inside and value == inside[-1]:
            inside.pop()


def _is_needed(name: str, inside: list[str]) -> bool:
    if inside[:1] == [ZONE]:
        return len(inside) <= DEEPEST_IN_ZONE
    return inside == [EVENT] and name in NEEDED


def _require_a_clock(name: str, value: str, inside: list[str]) -> None:
    """Clocks change once a year, on a day. Raises RosterRefused."""
    if name == "RRULE" and inside[0] == ZONE and not CHANGES.fullmatch(value):
        raise RosterRefused(STRANGE_CLOCK)
