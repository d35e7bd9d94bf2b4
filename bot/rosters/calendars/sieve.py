"""Lets through only those lines of a calendar that say when something is: the rest is never looked at."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from datetime import date
from difflib import get_close_matches

from bot.rosters.calendars.moments import dates, mended
from bot.rosters.problems import (
    CUT_OFF,
    MOST_ENTRIES,
    NO_CALENDAR,
    STRANGE_CLOCK,
    TOO_MANY,
    UNREADABLE,
    RosterRefused,
)

DATED = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"})
WHOLE_DAY = frozenset({"X-MICROSOFT-CDO-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY"})
NEEDED = frozenset(
    {
        "BEGIN",
        "END",
        "UID",
        "DURATION",
        "SUMMARY",
        "STATUS",
        "SEQUENCE",
        "RRULE",
    }
    | DATED
    | WHOLE_DAY
)
# What else stands in an event. A name that is none of these and holds a date or a rule is a slip in one of
# those above.
OTHERS = frozenset(
    {
        "ATTACH",
        "ATTENDEE",
        "CATEGORIES",
        "CLASS",
        "COLOR",
        "COMMENT",
        "COMPLETED",
        "CONFERENCE",
        "CONTACT",
        "CREATED",
        "DESCRIPTION",
        "DTSTAMP",
        "DUE",
        "EXRULE",
        "GEO",
        "IMAGE",
        "LAST-MODIFIED",
        "LOCATION",
        "METHOD",
        "NAME",
        "ORGANIZER",
        "PERCENT-COMPLETE",
        "PRIORITY",
        "RELATED-TO",
        "REQUEST-STATUS",
        "RESOURCES",
        "SOURCE",
        "STRUCTURED-DATA",
        "STYLED-DESCRIPTION",
        "TRANSP",
        "TRIGGER",
        "URL",
        "ACKNOWLEDGED",
    }
)
PARTS = frozenset(
    {
        "VCALENDAR",
        "VEVENT",
        "VTODO",
        "VJOURNAL",
        "VFREEBUSY",
        "VTIMEZONE",
        "VALARM",
        "STANDARD",
        "DAYLIGHT",
        "VAVAILABILITY",
        "AVAILABLE",
        "VPOLL",
        "PARTICIPANT",
        "VLOCATION",
        "VRESOURCE",
    }
)
# Something in this event could not be read, and nobody knows on which days it would count.
DOUBT = "X-DOUBT:TRUE"
SAYS_WHEN = re.compile(
    r"\s*(?:\d{8}(?:T\d{6}Z?)?\s*$|.*(?:FREQ|UNTIL|COUNT|INTERVAL|WKST|BY[A-Z]+)=|.*=(?:DAI|WEEK|MONTH|YEAR)LY\b)",
    re.IGNORECASE,
)
# What such a slip would be in, and how near to one of them a name is.
WHEN = (*sorted(DATED), "RRULE", "DURATION")
NEAR = 0.75
LONGEST_NAME = 20
LIMIT = re.compile(r";?\b(?:UNTIL=(?!\d{8}(?:T\d{6}Z?)?(?:;|$))|COUNT=(?!\d+(?:;|$)))[^;]*", re.IGNORECASE)
# The beginnings of lines in an event that comes once and says when it begins and ends.
COMES_ONCE = frozenset({"BEGIN", "END:V", "DTSTA", "DTEND", "SUMMA", "STATU", "SEQUE"})
USUAL_END = re.compile(r":(\d{8})(?:T\d{6}Z?)?$")
# Of a title no more is looked at.
LONGEST_LINE = 1000
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lamplight//EN")
END = "END:VCALENDAR"
EVENT, ZONE = "VEVENT", "VTIMEZONE"
BEGIN_EVENT, END_EVENT, BEGIN_ZONE = f"BEGIN:{EVENT}", f"END:{EVENT}", f"BEGIN:{ZONE}"
DEEPEST_IN_ZONE = 2
FOLD = re.compile(r"(?:\r\n|\n|\r)[ \t]")
CHANGES = re.compile(
    r"(?:(?:FREQ=YEARLY|INTERVAL=1|UNTIL=[\dTZ]+|COUNT=\d+|WKST=\w\w"
    r"|BY(?:DAY|MONTHDAY|YEARDAY|WEEKNO|MONTH|SETPOS)=[\w,+-]+|BY(?:HOUR|MINUTE|SECOND)=\d+)(?:;|$))+"
)


def sifted(text: str, *, since: date) -> str:
    """One calendar with the zones of all, and of their events those that may matter after that day.

    Raises RosterRefused when it is none, or too long.
    """
    lines = FOLD.sub("", text).splitlines()
    marks = Counter(line.strip().upper() for line in lines if line[:1] in "BEbe")
    if not marks[HEAD[0]]:
        raise RosterRefused(NO_CALENDAR)
    if marks[HEAD[0]] != marks[END] or marks[BEGIN_EVENT] != marks[END_EVENT]:
        raise RosterRefused(CUT_OFF)
    if marks[BEGIN_EVENT] > MOST_ENTRIES:
        raise RosterRefused(TOO_MANY)
    parts = list(_parts(lines, _zones_in(lines) if marks[BEGIN_ZONE] else frozenset()))
    # What stands inside something else would be lost without a word.
    if parts.count(BEGIN_EVENT) != marks[BEGIN_EVENT]:
        raise RosterRefused(UNREADABLE)
    return "\r\n".join([*HEAD, *_without_past(parts, f"{since:%Y%m%d}"), END, ""])


def _without_past(parts: list[str], since: str) -> Iterator[str]:
    """Most calendars hold years of what is over, and to parse it takes most of the time."""
    uids = Counter(line for line in parts if line[:4] == "UID:")
    event: list[str] = []
    for line in parts:
        event.append(line)
        if line == END_EVENT:
            if not _is_past(event, since, uids):
                yield from event
            event = []
        elif len(event) == 1 and line != BEGIN_EVENT:
            yield event.pop()


def _is_past(event: list[str], since: str, uids: Mapping[str, int]) -> bool:
    """Whether it begins and ends before that day, comes only once, and is no revision of another."""
    known = {line[:5]: line for line in event}
    return (
        all(_is_before(known.get(name, ""), since) for name in ("DTSTA", "DTEND"))
        and uids.get(next((line for line in event if line[:4] == "UID:"), ""), 0) == 1
        and all(name in COMES_ONCE or name[:4] == "UID:" for name in known)
    )


def _is_before(line: str, since: str) -> bool:
    found = USUAL_END.search(line)
    return found is not None and found[1] < since


def _zones_in(lines: list[str]) -> Set[str]:
    """By the names they have in this calendar."""
    named = (line.partition(":")[2] for line in lines if line[:4].upper() == "TZID")
    return frozenset(name.strip().strip('"') for name in named)


def _parts(lines: list[str], zones: Set[str]) -> Iterator[str]:
    """Whole events and zones; an alarm inside an event is left out with all that is in it."""
    inside: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        name, value = name.partition(";")[0].strip().upper(), value.strip().upper()
        if name == "BEGIN" and value != "VCALENDAR":
            inside.append(value)
        if _is_needed(name, inside):
            _require_a_clock(name, value, inside)
            yield from _needed(line, name, value, zones)
        elif name not in OTHERS:
            yield from _doubtful(name, value, inside)
        if name == "END" and value != "VCALENDAR":
            _require_an_end(value, inside)
            inside.pop()
    if inside:
        raise RosterRefused(CUT_OFF)


def _require_an_end(value: str, inside: list[str]) -> None:
    """That what ends is what began last. Otherwise nobody could tell what belongs to which event."""
    if not inside or value != inside[-1]:
        raise RosterRefused(CUT_OFF)


def _needed(line: str, name: str, value: str, zones: Set[str]) -> Iterator[str]:
    if name in DATED:
        yield mended(line.lstrip(), defined=zones)
    elif name == "RRULE":
        yield from _rule(value)
    elif name in ("BEGIN", "END"):
        yield f"{name}:{value}"
    else:
        yield line[:LONGEST_LINE] if name == "SUMMARY" else line


def _rule(value: str) -> Iterator[str]:
    """A limit that cannot be read is left out: then it goes on."""
    value = dates(value)
    yield f"RRULE:{LIMIT.sub('', value).lstrip(';')}"
    if LIMIT.search(value):
        yield DOUBT


def _doubtful(name: str, value: str, inside: list[str]) -> Iterator[str]:
    """A line that may say when, by a name that nobody knows. Raises RosterRefused for a part of that kind."""
    if name.startswith("X-"):
        return
    says_when = SAYS_WHEN.match(value) is not None
    if inside == [EVENT]:
        if says_when or _is_near(name):
            yield DOUBT
    elif not says_when:
        return
    elif not inside or not (inside[0] in PARTS or inside[0].startswith("X-")):
        raise RosterRefused(UNREADABLE)


def _is_near(name: str) -> bool:
    return len(name) <= LONGEST_NAME and bool(get_close_matches(name, WHEN, cutoff=NEAR))


def _is_needed(name: str, inside: list[str]) -> bool:
    if inside[:1] == [ZONE]:
        return len(inside) <= DEEPEST_IN_ZONE
    return inside == [EVENT] and name in NEEDED


def _require_a_clock(name: str, value: str, inside: list[str]) -> None:
    """Clocks change once a year, on a day. Raises RosterRefused."""
    if name == "RRULE" and inside[0] == ZONE and not CHANGES.fullmatch(value):
        raise RosterRefused(STRANGE_CLOCK)
