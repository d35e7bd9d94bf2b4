"""Dates as an export writes them."""

import re
from collections.abc import Callable
from datetime import date

PARTS = {"YYYY": r"(?P<year>\d{4})", "MM": r"(?P<month>\d{1,2})", "DD": r"(?P<day>\d{1,2})"}
TIME_OF_DAY = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
FORMAT = re.compile(r"(YYYY|MM|DD)([-/. ]?)(YYYY|MM|DD)\2(YYYY|MM|DD)")
# How many systems write "no end".
NEVER = 9000
FIRST, LAST = 1900, 2200

ReadDate = Callable[[str], str | None]


def is_date_format(text: str) -> bool:
    found = FORMAT.fullmatch(text)
    return found is not None and {found[1], found[3], found[4]} == set(PARTS)


def date_reader(written: str) -> ReadDate:
    """For a format such as DD/MM/YYYY: a function to ISO text, "" and years from 9000 on being None.

    It raises ValueError for what is no date. A time of day behind the date is passed over.
    """
    pattern = "".join(PARTS.get(part, re.escape(part)) for part in re.split("(YYYY|MM|DD)", written))
    match = re.compile(pattern + TIME_OF_DAY).fullmatch

    def read(text: str) -> str | None:
        if not (text := text.strip()):
            return None
        found = match(text)
        if found is None:
            raise ValueError(text)
        year = int(found["year"])
        if year >= NEVER:
            return None
        if not FIRST <= year <= LAST:
            raise ValueError(text)
        return date(year, int(found["month"]), int(found["day"])).isoformat()

    return read
