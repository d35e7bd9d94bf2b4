"""Days as people type them: "3 Mar", "2026-03-04", "4/3", "Mon 3 March 2026"."""

import re
from collections.abc import Iterable
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
YEAR = r"(?:,?\s+(20\d{2})(?!\s*[-–:\d]))?"
IN_FULL = re.compile(rf"{WEEKDAY}(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})", re.IGNORECASE)
DAY_MONTH = re.compile(rf"{WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{MONTH}{YEAR}", re.IGNORECASE)
MONTH_DAY = re.compile(rf"{WEEKDAY}{MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?{YEAR}", re.IGNORECASE)
NUMBERS = re.compile(rf"{WEEKDAY}(\d{{1,2}})[/.](\d{{1,2}})\.?(?:[/.]?(\d{{4}}|\d{{2}}))?", re.IGNORECASE)


def day_at_start(text: str, *, today: date) -> tuple[date, str] | None:
    """The day a line begins with, and what follows. Without a year it is the one nearest to today.

    Of numbers alone the day comes first, as in most of the world, unless it could only be a month.
    """
    for pattern, order in ((IN_FULL, (1, 2, 3)), (DAY_MONTH, (3, 2, 1)), (MONTH_DAY, (3, 1, 2))):
        if found := _match(pattern, text):
            year, month, day = (found[place] for place in order)
            return _with_rest(_day(year, _month(month), int(day), today), text, found)
    if found := _match(NUMBERS, text):
        day, month, year = int(found[1]), int(found[2]), found[3]
        if month > 12 >= day:
            day, month = month, day
        return _with_rest(_day(year, month, day, today), text, found)
    return None


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Only where the day ends there: a number that goes on is something else."""
    found = pattern.match(text)
    goes_on = found is not None and found.end() < len(text) and text[found.end()].isalnum()
    return None if goes_on else found


def _with_rest(day: date | None, text: str, found: re.Match[str]) -> tuple[date, str] | None:
    return (day, text[found.end() :].strip(" \t:,;=")) if day else None


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTHS.index(text[:3].lower()) + 1


def _day(year: str | None, month: int, day: int, today: date) -> date | None:
    if year is not None:
        return _real(int(year) + (2000 if len(year) == 2 else 0), month, day)
    near = (_real(today.year + more, month, day) for more in (-1, 0, 1))
    return min(_not_none(near), key=lambda one: abs(one - today), default=None)


def _not_none(days: Iterable[date | None]) -> list[date]:
    return [one for one in days if one is not None]


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
