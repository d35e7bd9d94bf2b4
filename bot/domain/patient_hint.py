"""A hint that a text may hold a patient's record number, date of birth or phone number."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

BIRTH_YEARS_AGO: Final = (15, 120)
YEARS_AHEAD: Final = 19  # a two-digit year is never further ahead than this
NEAR: Final = 25
NHS_DIGITS: Final = 10

MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NAME = "(?P<name>" + "|".join(f"{name}|{name[:3]}" for name in MONTHS) + r"|sept)\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ANY_YEAR = r"(?P<year>(?:19|20)\d\d(?!\d)|\d\d(?![./-]?\d))"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
DATES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_YEAR}(?P<sep>[-/.])(?P<first>\d{{1,2}})(?P=sep)(?P<second>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}(?P<first>\d\d)(?P<second>\d\d)(?!\d)",
        rf"(?<!\d)(?<!\d[/.])(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<second>\d{{1,2}})(?P=sep){_ANY_YEAR}",
        rf"(?<!\d)(?<!\d[ -])(?P<first>\d{{1,2}}) (?P<second>\d{{1,2}}) {_YEAR}(?![ -]?\d)",
        rf"(?<!\d){_DAY}[ -]?(?:of )?{_NAME}[ ,-]{{0,2}}{_ANY_YEAR}",
        rf"(?<![a-z]){_NAME}[ -]?{_DAY}[ ,-]{{1,2}}{_ANY_YEAR}",
    )
)
BORN: Final = re.compile(r"\b(?:born|birthday|birth ?date|date of birth|dob|d\.o\.b\.?)(?![a-z])")
BIRTH_LABEL: Final = re.compile(r"\b(?:birth ?date|date of birth|dob|d\.o\.b\.?)(?![a-z])[^\d\n]{0,20}\d")
BORN_IN: Final = re.compile(r"\bborn(?: in| around| about)?[ :]{1,2}(?:19|20)\d\d(?!\d)")
RECORD: Final = re.compile(
    r"\b(?:mrns?|(?:nhs|chi|hospital|patient|record|case|unit) ?(?:no|num|number|id|#))"
    r"[^a-z\d]{0,5}(?:is[^a-z\d]{1,3})?[a-z]{0,3}[ -]?\d(?:[ -]?\d){3}"
)
LONG_RUN: Final = re.compile(r"\d{7}")
NHS: Final = re.compile(r"(?<!\d)(?<!\d[ -])\d{3}[ -]\d{3}[ -]\d{4}(?![ -]?\d)")
_GAP = "[ .()/-]{0,3}"
PHONE: Final = re.compile(rf"(?:\+|(?<!\d)0[ ()]{{0,2}}0?)[1-9](?:{_GAP}\d){{7,13}}(?!{_GAP}\d)")
THREE_THREE_FOUR: Final = re.compile(
    r"(?<!\d)(?<!\d[ .-])(?:1[ .-])?\(?[2-9]\d\d\)?[ .-]{1,2}[2-9]\d\d[ .-]\d{4}(?![ .-]?\d)"
)
PHONE_WORD: Final = re.compile(
    r"\b(?:tel|telephone|phone|mobile|cell|call|ring|text)(?: (?:no|number|is|on|me on|me at))*"
    r"[^a-z\d]{1,3}[2-9]\d\d[ .-]\d{4}(?!\d)"
)
LINK: Final = re.compile(r"https?://[^\s>|]+")
DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def looks_like_patient_data(text: str, *, today: date) -> bool:
    """True for any of these; a hint, never a verdict. Links are left out; digits of every script count.

    Date of birth: a day, month and year 15 to 120 years ago, or any within 25 characters of "born", "DOB" and
    the like (two digits mean a year at most 19 years ahead); "DOB" and a digit soon after; "born" and a year.
    Record number: seven digits in a row that are not a date; ten in groups of 3-3-4 that pass the check digit
    of an NHS number; four or more after "MRN", "NHS number", "patient ID" and the like.
    Phone number: 8 to 14 digits after "+", 0 or 00, however grouped; a North American 3-3-4; after "phone",
    "call" and the like also 3-4.
    A day or month alone, a year, a week number and an extension are none of them.
    """
    plain = LINK.sub(" ", _plain(text))
    if any(rule.search(plain) for rule in (BIRTH_LABEL, BORN_IN, RECORD, PHONE_WORD)):
        return True
    for dates in DATES:
        if any(_is_birth(found, today) for found in dates.finditer(plain)):
            return True
        plain = dates.sub(lambda found: " ; " if _readings(found, today) else found[0], plain)
    return _holds_number(plain)


def _plain(text: str) -> str:
    """Small letters, plain digits, hyphens and spaces, without what cannot be seen."""
    folded = unicodedata.normalize("NFKC", text).translate(DASHES).lower()
    seen = (
        str(unicodedata.decimal(one)) if one.isdecimal() else one
        for one in folded
        if unicodedata.category(one) != "Cf"
    )
    return re.sub(r"[^\S\n]+", " ", "".join(seen))


def _is_birth(found: re.Match[str], today: date) -> bool:
    readings = _readings(found, today)
    youngest, oldest = BIRTH_YEARS_AGO
    if any(youngest <= _age(one, today) <= oldest for one in readings):
        return True
    around = max(found.start() - NEAR, 0), found.end() + NEAR
    return bool(readings) and BORN.search(found.string, *around) is not None


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _readings(found: re.Match[str], today: date) -> list[date]:
    """Numbers may be day and month or month and day."""
    parts = found.groupdict()
    year = _year(parts["year"], today)
    if name := parts.get("name"):
        month = next(number for number, full in enumerate(MONTHS, start=1) if full.startswith(name[:3]))
        return list(_valid(year, month, int(parts["day"])))
    first, second = int(parts["first"]), int(parts["second"])
    return [*_valid(year, first, second), *_valid(year, second, first)]


def _year(digits: str, today: date) -> int:
    if len(digits) > len("26"):
        return int(digits)
    last = today.year + YEARS_AHEAD
    return last - (last - int(digits)) % 100


def _valid(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _holds_number(plain: str) -> bool:
    if any(rule.search(plain) for rule in (LONG_RUN, PHONE, THREE_THREE_FOUR)):
        return True
    return any(_passes_nhs_check(found[0]) for found in NHS.finditer(plain))


def _passes_nhs_check(number: str) -> bool:
    """The tenth digit: 11 less the remainder by 11 of the first nine, weighed from 10 down to 2."""
    digits = [int(one) for one in number if one.isdigit()]
    weighed = sum(digit * weight for digit, weight in zip(digits, range(NHS_DIGITS, 1, -1), strict=False))
    return -weighed % 11 == digits[-1]
