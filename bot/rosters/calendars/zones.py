"""Names of time zones as calendars write them, to those that are known here."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

# What Outlook shows people instead of the name: "(UTC-05:00) Eastern Time (US & Canada)".
SHOWN = re.compile(r"\((?:utc|gmt)[^)]*\)\s*(.+)", re.IGNORECASE)
COORDINATED = re.compile(r"(?:.*[\W_])?(?:utc|zulu|coordinated universal time)|z", re.IGNORECASE)
OFFSET = re.compile(r"\(?(?:utc|gmt)?\s*([+-])(\d{1,2})(?::?(\d\d))?\)?", re.IGNORECASE)
NORTH_AMERICAN: Mapping[str, str] = {
    "eastern time": "America/New_York",
    "central time": "America/Chicago",
    "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles",
    "atlantic time": "America/Halifax",
    "newfoundland": "America/St_Johns",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
}
LONGEST_NAME = 100
FURTHEST = 14


@lru_cache(maxsize=256)
def zone_named(name: str) -> str | None:
    """The key of the zone; None where nobody here knows it."""
    name = name[:LONGEST_NAME].strip().strip('"').strip()
    if _is_zone(name):
        return name
    found = next((one for one in map(_listed, _forms(name)) if one), None)
    return found or _by_offset(name) or ("UTC" if COORDINATED.fullmatch(name) else None)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _forms(name: str) -> Iterator[str]:
    """The name, what stands in it, and its tails: "/a.vendor/20050126_1/Europe/London" ends with a zone."""
    plain = name.lower()
    yield plain
    yield plain.replace(" daylight time", " standard time").replace(" summer time", " standard time")
    shown = SHOWN.fullmatch(plain)
    if shown:
        yield from re.split(r"\s*[,(]", shown[1])
    words = re.split(r"[/\s]+", plain)
    for start in range(len(words)):
        yield "/".join(words[start:])
    yield plain.replace(" ", "_")


def _listed(name: str) -> str | None:
    return _all().get(name.strip())


@cache
def _all() -> dict[str, str]:
    """By lower-case name. A city alone stands for its zone where there is one of that name only."""
    keys = available_timezones()
    cities: dict[str, set[str]] = {}
    for key in keys:
        cities.setdefault(key.rpartition("/")[2].lower().replace("_", " "), set()).add(key)
    alone = {city: next(iter(found)) for city, found in cities.items() if len(found) == 1}
    windows = {name.lower(): key for name, key in WINDOWS_TO_OLSON.items()}
    return {**alone, **{key.lower(): key for key in keys}, **NORTH_AMERICAN, **windows}


def _by_offset(name: str) -> str | None:
    """Whole hours, as "GMT+0100" has them. The keys of such zones count the other way."""
    found = OFFSET.fullmatch(name)
    if not found or int(found[3] or 0) or int(found[2]) > FURTHEST:
        return None
    key = f"Etc/GMT{'-' if found[1] == '+' else '+'}{int(found[2])}"
    return key if _is_zone(key) else None
