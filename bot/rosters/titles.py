"""What a title says of its shift; afterwards the title is forgotten."""

import re
from datetime import time

from bot.domain.availability import Hours
from bot.domain.rosters import LONGEST_CODE, Codes, Meaning, RosterWords, Work
from bot.rosters.evidence import evidence

# A code is short and has no space in it; of longer titles the first word may be one.
SHORT = re.compile(rf"[^\s,;:<>&]{{1,{LONGEST_CODE}}}")
FIRST = re.compile(r"([^\s,;:()\[\]<>&-]{1,4})(?=$|[\s,;:(\[-])")
HOURS = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-3])[:.h]?([0-5]\d)?\s*([ap]m)?\s*(?:-|–|to)\s*"
    r"([01]?\d|2[0-3])[:.h]?([0-5]\d)?\s*([ap]m)?(?![\d:.])",
    re.IGNORECASE,
)


def work_named(title: str, words: RosterWords) -> Work | None:
    """The kind of work, or of none, that its words say."""
    return evidence(title, words).work


def code_in(title: str) -> str | None:
    """The title itself when it is short enough to be a code, or its first word when that looks like one."""
    title = title.strip()
    if SHORT.fullmatch(title):
        return title.upper()
    first = FIRST.match(title)
    if first and first[1] == first[1].upper() and not first[1].isdecimal():
        return first[1]
    return None


def explained(title: str, codes: Codes) -> Meaning | None:
    """What the organisation's code table says of it."""
    code = code_in(title)
    return codes.get(code) if code else None


def hours_in(title: str) -> Hours | None:
    """Times that stand in the title itself, as "0700-1930" or "7am to 3pm"."""
    found = HOURS.search(title)
    if not found:
        return None
    if not all(found[group] for group in (2, 5)) and not any(found[group] for group in (3, 6)):
        return None
    return _clock(found[1], found[2], found[3]), _clock(found[4], found[5], found[6])


def _clock(hour: str, minute: str | None, half: str | None) -> time:
    number = int(hour)
    if half:
        number = number % 12 + (12 if half.lower() == "pm" else 0)
    return time(number, int(minute or 0))
