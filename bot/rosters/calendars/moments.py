"""Lines of a calendar that hold dates and times, put into the one form in which their library reads them."""

import re
from collections.abc import Set
from datetime import UTC, date, datetime, timedelta, timezone

from bot.rosters.calendars.zones import zone_named

# A zone that nobody knows goes by this name, so that nothing looks for it.
STRANGE_ZONE = "X-ZONE"
USUAL = re.compile(r"[A-Z-]+(?:;VALUE=DATE)?:\d{8}(?:T(?!24)\d{6}Z?)?")
IN_ZONE = re.compile(r"[A-Z-]+;TZID=([\w/+-]+):\d{8}T(?!24)\d{6}")
# The value begins after the last colon that a date follows: the name of a zone may hold others.
DATED = re.compile(r"([^:;]+)(;.*)?:(\s*(?:P\S|\d{4}-?\d\d-?\d\d).*)")
TZID = re.compile(r";TZID=(\"[^\"]*\"|.*?)(?=;[\w-]+=|$)", re.IGNORECASE)
DASHES = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
CLOCK = re.compile(r"(\d{8})\s*[T ]\s*(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?(?!\d)", re.IGNORECASE)
OFFSET = re.compile(r"(\d{8}T\d{6})\s*([+-])(\d\d):?(\d\d)(?!\d)")
ZULU = re.compile(r"(\d{8}T\d{6})\s*z", re.IGNORECASE)
BARE = re.compile(r"(\d{8}T\d{6})(?![\dZ])")
MIDNIGHT = "240000"
TIME = "%Y%m%dT%H%M%S"


def mended(line: str, *, defined: Set[str]) -> str:
    """As it was where nothing can be done. `defined` are the zones that the calendar brings itself."""
    if USUAL.fullmatch(line):
        return line
    if (found := IN_ZONE.fullmatch(line)) and zone_named(found[1]) == found[1]:
        return line
    parts = DATED.fullmatch(line)
    if not parts:
        return line
    name, params, value = parts[1], parts[2] or "", dates(parts[3].strip())
    zone = TZID.search(params)
    if zone is None:
        return f"{name}{params}:{value}"
    before, after = params[: zone.start()], params[zone.end() :]
    said, value = _in_zone(zone[1].strip('"').strip(), value, defined)
    return f"{name}{before}{said}{after}:{value}"


def _in_zone(key: str, value: str, defined: Set[str]) -> tuple[str, str]:
    """The zone as a parameter, and the value in it."""
    given = zone_named(key)
    if given is None:
        return f';{"TZID" if key in defined else STRANGE_ZONE}="{key}"', value
    if given == "UTC":
        return "", BARE.sub(r"\1Z", value)
    return f";TZID={given}", value


def dates(value: str) -> str:
    """Dates with dashes, times with colons, offsets and 24:00 in the form of calendars."""
    value = DASHES.sub(r"\1\2\3", value)
    value = CLOCK.sub(lambda found: f"{found[1]}T{found[2]}{found[3]}{found[4] or '00'}", value)
    value = OFFSET.sub(_in_utc, value)
    value = ZULU.sub(r"\1Z", value)
    return BARE.sub(_next_midnight, value) if MIDNIGHT in value else value


def _in_utc(found: re.Match[str]) -> str:
    hours, minutes = int(found[3]), int(found[4])
    try:
        offset = timedelta(hours=hours, minutes=minutes) * (-1 if found[2] == "-" else 1)
        at = datetime.strptime(found[1], TIME).replace(tzinfo=timezone(offset))
        return f"{at.astimezone(UTC):{TIME}}Z"
    except (ValueError, OverflowError):
        return found[0]


def _next_midnight(found: re.Match[str]) -> str:
    day, _, at = found[1].partition("T")
    if at != MIDNIGHT:
        return found[0]
    try:
        return f"{date.fromisoformat(day) + timedelta(days=1):%Y%m%d}T000000"
    except (ValueError, OverflowError):
        return found[0]
