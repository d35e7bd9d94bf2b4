"""The hours of a shift as people write them: "0700-1930", "7am to 3pm", "3-11pm", "0800H - 1700H", "7a-7p".

Our own: date libraries read one time at a time, and guess where a range leaves its half of the day open.
"""

import re
from dataclasses import dataclass
from datetime import time

from bot.domain.availability import Hours

NAMED = {"noon": 12, "midday": 12, "midnight": 24}
# With possessive gaps: however many blanks there are, each is looked at once from each place.
GAP = r"\s*+"
HOUR = r"(?:[01]?\d|2[0-4])"
HALF = rf"(?:{GAP}[ap]\.?m\b\.?|[ap]\b)"
MARK = rf"(?:{GAP}h(?:(?:ou)?rs?)?\b\.?)"
DIGITS = rf"{HOUR}(?:[:.h][0-5]\d(?::[0-5]\d)?|[0-5]\d)?"
CLOCK = rf"(?:{'|'.join(NAMED)}|{DIGITS}(?:{HALF}|{MARK})?+(?![\d:]))"
DASH = "-‐‑‒–—―−→"
TO = rf"{GAP}(?:[{DASH}]+>?|to|until|till|til){GAP}"
NEXT_DAY = rf"(?:{GAP}\(?\+1{GAP}d?(?:ay)?\)?)?+"
RANGE = rf"(?<![\d:.]){CLOCK}{TO}{CLOCK}{NEXT_DAY}"
HOURS = re.compile(RANGE, re.IGNORECASE)
ENDS = re.compile(rf"({CLOCK}){TO}({CLOCK})", re.IGNORECASE)
PARTS = re.compile(rf"({HOUR})(?:[:.h]?([0-5]\d)(?::[0-5]\d)?)?{GAP}(?:([ap])|(h))?[.a-z]*", re.IGNORECASE)
SHORTEST, LONGEST = 4 * 60, 14 * 60
NOON, DAY = 12 * 60, 24 * 60


@dataclass(frozen=True, slots=True)
class _Clock:
    """One end of a range, in minutes. `half` is "a" or "p" where it is said; else `is_open` where it may be
    either. A time of the day is `plain`: a bare number may be anything.
    """

    minutes: int
    half: str
    is_open: bool
    is_plain: bool


def hours_in(text: str) -> Hours | None:
    """Read the first range of times in a text.

    "am" or "pm" said once counts for both ends where that gives a shift; else the other end is in the other
    half of the day where that does. None without a range, and for bare numbers ("Ward 7-3").
    """
    found = HOURS.search(text)
    ends = ENDS.match(found[0]) if found else None
    if ends is None:
        return None
    start, end = _clock(ends[1]), _clock(ends[2])
    if not (start.half or end.half) and not (start.is_plain and end.is_plain):
        return None
    first, last = _both(start, end)
    # A shift from 24:00 on may belong to either of two days.
    if first >= DAY:
        return None
    return _time(first), _time(last)


def time_in(text: str) -> time:
    """Read a text that is one time of the day by `CLOCK`."""
    return _time(_clock(text).minutes)


def _clock(text: str) -> _Clock:
    if named := NAMED.get(text.lower()):
        return _Clock(named * 60, half="", is_open=False, is_plain=True)
    found = PARTS.fullmatch(text)
    if found is None:
        raise AssertionError("a time was found by the same expression")
    hour, half = int(found[1]), (found[3] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    # "07" is an hour of the whole day; "7" may be in either half of it.
    is_open = not half and 1 <= hour <= 12 and found[1][0] != "0"
    return _Clock(hour * 60 + int(found[2] or 0), half, is_open, bool(half or found[2] or found[4]))


def _both(start: _Clock, end: _Clock) -> tuple[int, int]:
    if start.is_open and end.half:
        tries = [(one, end.minutes) for one in _halves(start, end.half)]
    elif end.is_open and start.half:
        tries = [(start.minutes, one) for one in _halves(end, start.half)]
    else:
        return start.minutes, end.minutes
    return next((one for one in tries if SHORTEST <= (one[1] - one[0]) % DAY <= LONGEST), tries[0])


def _halves(clock: _Clock, first: str) -> list[int]:
    """Its two readings, the one in that half of the day first."""
    early = clock.minutes % NOON
    return [early, early + NOON] if first == "a" else [early + NOON, early]


def _time(minutes: int) -> time:
    return time(minutes % DAY // 60, minutes % 60)
