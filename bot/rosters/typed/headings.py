"""What stands above lines of a paste and counts for them: a month, a week, columns."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.rosters.typed.dates import Written, month_number
from bot.rosters.typed.heads import DAYS_A_WEEK
from bot.rosters.typed.tokens import Kind, Token

TITLES = frozenset({"rota", "roster", "off", "duty", "schedule", "shifts", "my", "for", "the", "of", "month"})
COLUMNS = frozenset(
    {"date", "day", "weekday", "shift", "shifts", "code", "codes", "duty", "start", "starts", "end", "ends"}
    | {"finish", "from", "to", "time", "times", "hours", "in", "out"}
)
DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.IGNORECASE)
Month = tuple[int, int | None]


def is_columns(tokens: Sequence[Token]) -> bool:
    """Whether a line only names the columns of a sheet: "Date, Day, Shift, Start, End"."""
    named = [one.text.lower() for one in tokens if not one.is_between or one.kind is Kind.TO]
    return len(named) > 1 and "date" in named and COLUMNS.issuperset(named)


def month_of(named: Sequence[Token]) -> Month | None:
    """The month and year of a heading: "March 2026", "Rota for March"."""
    months = [one for one in named if one.kind is Kind.MONTH]
    if len(months) != 1 or any(one.text.lower() not in TITLES for one in named if one is not months[0]):
        return None
    year = re.search(r"\d{4}", months[0].text)
    return month_number(months[0].text), int(year[0]) if year else None


def lone_days(tokens: list[Token], month: Month | None) -> list[Token]:
    """Take "Tue 18th", and the numbers that begin a line below a month, for days; drop "1." before a day."""
    if all(one.kind is not Kind.NUMBER for one in tokens):
        return tokens
    found: list[Token] = []
    before: Token | None = None
    only_numbers = all(one.is_between or one.kind is Kind.NUMBER for one in tokens)
    for at, token in enumerate(tokens):
        weekday = before if before and before.kind is Kind.WEEKDAY else None
        if token.kind is not Kind.NUMBER or not DAY_NUMBER.fullmatch(token.text):
            found.append(token)
        elif weekday or (month and (not before or only_numbers)):
            while weekday and found.pop() is not weekday:
                pass
            found.append(_lone_day(token, weekday, month))
        elif before or not _counts_lines(tokens, at):
            found.append(token)
        if found and not found[-1].is_between:
            before = found[-1]
    return found


def _counts_lines(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is that of the line: "1. 16 Mar N", "2) 17 Mar N"."""
    rest = tokens[at + 1 : at + 3]
    return len(rest) == 2 and rest[0].text in (".", ")") and rest[1].kind in (Kind.DAY, Kind.WEEKDAY)


def _lone_day(token: Token, weekday: Token | None, month: Month | None) -> Token:
    text = f"{weekday.text} {token.text}" if weekday else token.text
    day = int("".join(filter(str.isdecimal, token.text)))
    of, year = month or (0, None)
    return Token(Kind.DAY, text, Written(text, day, of, year, weekday=weekday.weekday if weekday else None))


def week_at(tokens: Sequence[Token]) -> int | None:
    """Where "week commencing" stands, with a day behind it."""
    for at, token in enumerate(tokens):
        if token.kind is Kind.WEEK or token.kind is Kind.WEEK_ENDING:
            rest = [one for one in tokens[at + 1 :] if not one.is_between]
            return at if rest and rest[0].kind is Kind.DAY else None
    return None


def after_week(tokens: Sequence[Token], at: int) -> tuple[Written, list[Token]]:
    """The first day of the week, and what follows it."""
    place = next(place for place in range(at, len(tokens)) if tokens[place].kind is Kind.DAY)
    day = tokens[place].day
    if day is None:
        raise AssertionError("a day has its date")
    rest = list(tokens[place + 1 :])
    while rest and rest[0].is_between:
        del rest[0]
    return (
        Written(day.text, 1 - DAYS_A_WEEK, week=day) if tokens[at].kind is Kind.WEEK_ENDING else day
    ), rest


def in_week(tokens: Sequence[Token], week: Written) -> list[Token]:
    """With its weekdays as days of that week."""
    return [
        replace(one, kind=Kind.DAY, day=Written(one.text, weekday=one.weekday, week=week))
        if one.kind is Kind.WEEKDAY
        else one
        for one in tokens
    ]
