"""Lets through only those lines of a calendar that say when something is: the rest is never looked at."""

from collections import Counter
from collections.abc import Iterator

from bot.rosters.problems import CUT_OFF, MOST_ENTRIES, NO_CALENDAR, TOO_MANY, RosterRefused

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


def sifted(text: str) -> str:
    """One calendar with the events and zones of all. Raises RosterRefused when it is none, or too long."""
    lines = text.splitlines()
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
    keeps_line = False
    for line in lines:
        if line[:1] in (" ", "\t"):
            if keeps_line:
                yield line
            continue
        name, _, value = line.partition(":")
        name, value = name.partition(";")[0].upper(), value.strip().upper()
        if name == "BEGIN" and value != "VCALENDAR":
            inside.append(value)
        keeps_line = _is_needed(name, inside)
        if keeps_line:
            yield line
        if name == "END" and inside and value == inside[-1]:
            inside.pop()


def _is_needed(name: str, inside: list[str]) -> bool:
    if inside[:1] == [ZONE]:
        return True
    return inside == [EVENT] and name in NEEDED
