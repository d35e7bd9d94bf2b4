"""Days as people write them: "3 Mar", "2026-03-04", "4/3", "Mon 3 March 2026", "16-19 March", "16-Mar-26".

Our own: dateutil takes what it can find of a text and passes over the rest, and decides each date by itself;
here nothing may be passed over, and the order of numbers is one for a whole paste.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?:jan(?:uary)?|feb[a-z]*|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
WEEKDAY = (
    r"(?:mon|tue(?:s|sday)?|wed(?:nes|nesday)?|thu(?:rs?|rsday)?|fri|sat(?:ur)?|sun)(?:day)?s?(?![\w/])\.?"
)
NUMBER = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
OF_YEAR = r"(?:0?[1-9]|1[0-2])(?!\d)"
NTH = rf"(?:{NUMBER}(?:st|nd|rd|th)?)"
# Four digits behind a day are a year unless a time follows them; two where they can be no day or hour.
A_TIME = r"\s*(?:-|to|until)\s*(?:\d{4}(?!\d)|\d{1,2}(?::\d\d|\s*[ap]m?\b))"
A_CLOCK = r"[0-2]\d[0-5]\d\b"
YEAR = (
    rf"(?:,?[\s\-/.]*(?:20[2-3]\d)(?![\dh]|:\d)(?!{A_TIME})(?!\s{A_CLOCK}(?!\s*(?:-|to|{A_CLOCK})))"
    rf"|(?:[-/.]|(?<=[a-z]))\d\d(?!\w|[:.]\d)|\s?'\d\d(?!\w)|\s(?:2[5-9]|3\d)(?!\w|[:./]\d)(?!\s*(?:-|to|{MONTH}|of)))?+"
)
AMONG = r"\s*(?:,|&|\+|\band\b|-|\b(?:to|until|till?|through|thru)\b)\s*"
MIDNIGHT = r"(?:[T\s](?:00:00(?::00(?:\.0+)?)?Z?|12:00(?::00)?\s?AM)(?!\s*(?:-|to)))?+"

IN_FULL = rf"(?:\d{{4}}(?:-\d\d?-|/\d\d?/|\.\d\d?\.)\d\d?|20[23]\d[01]\d[0-3]\d)(?!\d){MIDNIGHT}"
DAYS_MONTH = rf"{NTH}(?:{AMONG}{NTH}){{0,30}}+\s*[-/.]?\s*(?:of\s)?{MONTH}{YEAR}{MIDNIGHT}"
MONTH_DAYS = (
    rf"{MONTH}\s?{NTH}(?>(?:{AMONG}{NTH}){{0,30}})(?![:.h]\d|\s*[ap]\.?m?\b|\s*(?:-|to)\s*\d|\s*{MONTH})"
    rf"{YEAR}{MIDNIGHT}|{MONTH}\s?{NTH}(?![:.h]\d|\s*[ap]\.?m?\b){YEAR}{MIDNIGHT}"
)
NUMBERS = (
    rf"{NUMBER}-{NUMBER}/{NUMBER}(?:/(?:\d{{4}}|\d\d))?(?![\d/])"
    rf"|{OF_YEAR}/{NUMBER}-(?:1[3-9]|2\d|3[01])(?![\d/.:])(?!\s*[ap]\.?m?\b)"
    rf"|(?:{NUMBER}/{OF_YEAR}|{OF_YEAR}/{NUMBER})(?:/(?:\d{{4}}|\d\d))?(?![\d/]){MIDNIGHT}"
    rf"|{NUMBER}\.{OF_YEAR}\.(?:\s?20\d\d|\d\d)?(?![\d.]|:\d){MIDNIGHT}"
    rf"|{NUMBER}\.\s{OF_YEAR}\.(?:\s?20\d\d)?(?![\d.]|:\d){MIDNIGHT}"
    rf"|{NUMBER}-{NUMBER}-(?:\d{{4}}|\d\d)(?!\d){MIDNIGHT}"
)
# Also a number of hours, as in "11.5".
DOTTED = rf"{NUMBER}\.{OF_YEAR}(?![\d.]|:\d)(?!\s?h)"
HEADING = rf"{MONTH}(?:[\s,'-]*20\d\d)?(?!\w)"

AT_START = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY}),?\s*)?(?:(?P<full>{IN_FULL})|(?P<named>{DAYS_MONTH}|{MONTH_DAYS})"
    rf"|(?P<numbers>{NUMBERS}|{DOTTED}))(?!\w)",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+")
LETTERS = re.compile(MONTH, re.IGNORECASE)
SPAN = re.compile(r"-|\b(?:to|until|till?|through|thru)\b", re.IGNORECASE)
NO_TIME = re.compile(r"(?:00:00|12:00(?::00)?\s?AM)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A day as it stands in a text. `is_open`: two numbers, either of which may be the month.

    Without a month it is the nearest with that weekday. One of a week is so many days behind `week`, or has
    that weekday in it.
    """

    text: str
    day: int = 0
    month: int = 0
    year: int | None = None
    is_open: bool = False
    weekday: int | None = None
    week: "Written | None" = None

    def on(self, today: date, *, month_first: bool = False) -> date | None:
        """None where there is no such day."""
        if self.week is not None:
            return self._in_week(self.week.on(today, month_first=month_first))
        if not self.month:
            return self._by_weekday(today)
        day, month = self.day, self.month
        if self.is_open and month_first:
            day, month = month, day
        return _day(self.year, month, day, today)

    def _in_week(self, first: date | None) -> date | None:
        if first is None:
            return None
        after = self.day if self.weekday is None else (self.weekday - first.weekday()) % 7
        return first + timedelta(days=after)

    def _by_weekday(self, today: date) -> date | None:
        days = (today + timedelta(days=sign * number) for number in range(45) for sign in (1, -1))
        return next((one for one in days if (one.day, one.weekday()) == (self.day, self.weekday)), None)

    def fits(self, today: date, *, month_first: bool) -> bool:
        """Whether there is such a day, and it has the weekday that stands beside it."""
        found = self.on(today, month_first=month_first)
        return found is not None and (self.week is not None or self.weekday in (None, found.weekday()))


def written_days(kind: str, text: str) -> list[tuple[Written, str]]:
    """Take a piece apart into days, each with what joins it to the one before: "", "," or "-"."""
    digits = [int(one) for one in DIGITS.findall(text)]
    if kind == "full":
        year, month, day = digits[:3] if len(digits) > 1 else _compact(digits[0])
        return [(Written(text, day, month, year), "")]
    if kind == "numbers":
        return _of_numbers(NO_TIME.split(text)[0])
    named = LETTERS.search(text)
    if named is None:
        raise AssertionError("a month was found by the same expression")
    listed, year_text = text[: named.start()], text[named.end() :]
    if not listed.strip():
        listed, year_text = _split_year(text[named.end() :])
    return _listed(listed, month_number(named[0]), _year(year_text), text)


def _compact(digits: int) -> tuple[int, int, int]:
    return digits // 10_000, digits // 100 % 100, digits % 100


def _split_year(rest: str) -> tuple[str, str]:
    """Of what follows a month, its days and its year: the last number where it is no day."""
    found = re.fullmatch(rf"(\s?{NTH}(?:{AMONG}{NTH})*)(.*)", rest, re.IGNORECASE)
    return (found[1], found[2]) if found else (rest, "")


def _listed(days: str, month: int, year: int | None, text: str) -> list[tuple[Written, str]]:
    found: list[tuple[Written, str]] = []
    join, before = "", 0
    for number in DIGITS.finditer(days):
        if found:
            join = "-" if SPAN.search(days[before : number.start()]) else ","
        one = text if not found and len(DIGITS.findall(days)) == 1 else f"{number[0]} of {text}"
        found.append((Written(one, int(number[0]), month, year), join))
        before = number.end()
    return found


def _year(text: str) -> int | None:
    found = DIGITS.search(NO_TIME.split(text)[0])
    return century(int(found[0])) if found else None


def century(year: int) -> int:
    return year + 2000 if year < 100 else year


def _of_numbers(text: str) -> list[tuple[Written, str]]:
    first, second, *rest = map(int, DIGITS.findall(text))
    if re.match(r"\d+-\d+/", text):
        year = century(rest[1]) if rest[1:] else None
        return [(Written(text, first, rest[0], year), ""), (Written(text, second, rest[0], year), "-")]
    if re.match(r"\d+/\d+-", text) and rest:
        return [
            (Written(text, first, one, is_open=True), join) for one, join in ((second, ""), (rest[0], "-"))
        ]
    year = century(rest[0]) if rest else None
    return [(Written(text.strip(), first, second, year, is_open="." not in text), "")]


def month_number(text: str) -> int:
    return MONTHS.index(text[:3].lower()) + 1


def weekday_number(text: str) -> int:
    return WEEKDAYS.index(text[:3].lower())


def _day(year: int | None, month: int, day: int, today: date) -> date | None:
    if year is not None:
        return _real(year, month, day)
    near = (_real(today.year + more, month, day) for more in (-1, 0, 1))
    return min((one for one in near if one), key=lambda one: abs(one - today), default=None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_at_start(text: str, *, today: date, month_first: bool | None = None) -> tuple[date, str] | None:
    """The day a text begins with, and what follows. Without a year it is the one nearest to today.

    Of numbers alone the day comes first, as in most of the world, unless it could only be a month, or its
    weekday or the person's custom say otherwise. None also where there is no such day.
    """
    found = AT_START.match(text)
    if found is None or not found.lastgroup:
        return None
    days = written_days(found.lastgroup, found[found.lastgroup])
    weekday = weekday_number(found["weekday"]) if found["weekday"] else None
    day = replace(days[0][0], weekday=weekday)
    orders = (bool(month_first), not month_first)
    fitting = [order for order in orders if day.fits(today, month_first=order)]
    on = day.on(today, month_first=fitting[0]) if fitting and len(days) == 1 else None
    return (on, text[found.end() :].strip(" \t:,;=")) if on else None
