"""Dates as an export writes them."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import product
from unicodedata import combining, normalize

from bot.directory.cells import is_empty, number_of
from bot.directory.words import MONTHS, NO_END

LETTERS = r"(?P<letters>[^\W\d_]{3,}\.?)"
PARTS = {
    "YYYY": r"(?P<year>\d{4})",
    "RRRR": r"(?P<year>\d{4})",
    "YY": r"(?P<year>\d{4}|\d{2})",
    "RR": r"(?P<year>\d{4}|\d{2})",
    "MONTH": LETTERS,
    "MMMM": LETTERS,
    "MMM": LETTERS,
    "MON": LETTERS,
    "MM": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})",
}
PART = "|".join(PARTS)
FORMAT = re.compile(rf"({PART})([-/. ]?)({PART})(?:\2|, ?)({PART})")
SPLIT = re.compile(f"({PART})")
CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?"
ZONE = r"(?: ?Z| ?UTC| ?[+-]\d{2}:?\d{2})?"
TIME_OF_DAY = rf"(?:(?:[ T]|, ){CLOCK})?{ZONE}"
# In any order and between any marks: only to know a day that stands for no end, or for no date.
ELSEWHERE = tuple(
    "".join((first, mark, second, mark, third))
    for (first, second, third), mark in product(
        (("DD", "MM", "YYYY"), ("MM", "DD", "YYYY"), ("YYYY", "MM", "DD"), ("DD", "MON", "YYYY")),
        ("", "-", "/", ".", " "),
    )
)
ZEROS = re.compile(
    rf"(?:0+(?:[-/. ]0+)*|0?1[-/.]0?1[-/.]0000|0000-01-01){TIME_OF_DAY}"
    r"|0+[-/. ]Jan[-/. ]1900|0?0/0?1/1900|1900-0?1-00",
    re.IGNORECASE,
)
# From here on every day means "no end"; from beyond LAST the first and the last of a year do, before FIRST
# they mean "no date". Between them, systems begin to count at some days.
NEVER = 9000
FIRST, LAST = 1900, 2200
ENDS_OF_YEAR = frozenset({(1, 1), (12, 31), (12, 30)})
NO_DATES = frozenset({date(1900, 1, 1), date(1904, 1, 1), date(1970, 1, 1), date(2262, 4, 11)}) | {
    date(1899, 12, 30),
    date(1582, 10, 15),
    date(1677, 9, 21),
}
USUAL = ("1971", "2199")
# With two digits, a year from here on is of the last century where it is somebody's first day.
FROM_LAST_CENTURY = 50
# The last day of these, in two digits, is how systems write "no end" as well: 4712, 9999.
DOUBTED = (12, 99)


class NotADate(ValueError):
    """It is no date in the mapping's format."""


class TwoYears(ValueError):
    """Its year has two digits, and could be either of two."""

    def __init__(self, *years: int) -> None:
        super().__init__()
        self.first, self.last = years


def is_date_format(text: str) -> bool:
    found = FORMAT.fullmatch(text.upper())
    return found is not None and {found[place][0].replace("R", "Y") for place in (1, 3, 4)} == set("YMD")


class DateReader:
    """Reads a format such as DD/MM/YYYY or DD-MON-YYYY; `empty` are the hospital's own words for no date."""

    def __init__(self, written: str, *, empty: Collection[str] = ()) -> None:
        pattern = _pattern(written)
        self._match = pattern.fullmatch
        self._in_digits = "month" in pattern.groupindex
        self._empty = frozenset(empty)

    def read(self, text: str, *, is_last: bool) -> str | None:
        """Return ISO text, or None for no date; `is_last` for a day that may have "no end" in it.

        Raises NotADate or TwoYears. A time of day behind the date is passed over.
        """
        if not (text := text.strip()):
            return None
        try:
            found = self._match(text) or self._match(number_of(text))
            if found is None:
                raise NotADate
            return self._usual_day(found) or _day(found, is_last=is_last)
        except TwoYears:
            raise
        except ValueError:
            if self._is_no_date(text, is_last=is_last):
                return None
            raise

    def _usual_day(self, found: re.Match[str]) -> str | None:
        """Most of them are read this quick way: digits alone, in years that leave no doubt."""
        if self._in_digits:
            year, month, day = found.group("year", "month", "day")
            if USUAL[0] <= year <= USUAL[1] and len(year) == len(USUAL[0]):
                return date(int(year), int(month), int(day)).isoformat()
        return None

    def _is_no_date(self, text: str, *, is_last: bool) -> bool:
        if is_empty(text) or text.casefold() in self._empty or ZEROS.fullmatch(text):
            return True
        return (is_last and _bare(text) in NO_END) or _is_elsewhere_no_date(text)


def _pattern(written: str) -> re.Pattern[str]:
    parts = SPLIT.split(written.upper())
    pattern = "".join(PARTS.get(part, re.escape(part)) for part in parts)
    if not any(parts[2:-1:2]):
        pattern = pattern.replace(r"\d{1,2}", r"\d{2}")
    return re.compile(pattern + TIME_OF_DAY, re.IGNORECASE)


def _is_elsewhere_no_date(text: str) -> bool:
    return any(_is_no_day(found) for pattern in _elsewhere() if (found := pattern.fullmatch(text)))


@cache
def _elsewhere() -> Sequence[re.Pattern[str]]:
    return tuple(map(_pattern, ELSEWHERE))


def _is_no_day(found: re.Match[str]) -> bool:
    try:
        return _day(found, is_last=True) is None
    except ValueError:
        return False


def _day(found: re.Match[str], *, is_last: bool) -> str | None:
    parts = found.groupdict()
    month, day = int(parts.get("month") or _month(parts["letters"])), int(parts["day"])
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year = _full(year, month, day, is_last=is_last)
    one = date(year, month, day)
    return None if _stands_for_none(one) else one.isoformat()


def _stands_for_none(one: date) -> bool:
    if one.year >= NEVER or one in NO_DATES:
        return True
    if FIRST <= one.year <= LAST:
        return False
    if (one.month, one.day) in ENDS_OF_YEAR:
        return True
    raise NotADate


def _full(year: int, month: int, day: int, *, is_last: bool) -> int:
    if is_last and year in DOUBTED and (month, day) == (12, 31):
        raise TwoYears(1900 + year if year > FROM_LAST_CENTURY else 2000 + year, 4712 if year == 12 else 9999)
    if year < FROM_LAST_CENTURY:
        return 2000 + year
    if is_last:
        raise TwoYears(1900 + year, 2000 + year)
    return 1900 + year


def _month(letters: str) -> int:
    try:
        return _months()[_bare(letters).rstrip(".")]
    except KeyError:
        raise NotADate from None


def _bare(text: str) -> str:
    """In small letters, without accents."""
    return "".join(one for one in normalize("NFD", text.casefold()) if not combining(one))


@cache
def _months() -> Mapping[str, int]:
    """Also cut short, as far as that can be one month only: "juil", not "jui"."""
    meant: dict[str, set[int]] = {}
    for month, names in enumerate(MONTHS, start=1):
        for name in names:
            for length in range(3, len(name) + 1):
                meant.setdefault(name[:length], set()).add(month)
    return {letters: months.pop() for letters, months in meant.items() if len(months) == 1}
