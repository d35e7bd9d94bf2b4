"""Cuts a line into what it may be made of: days, weekdays, hours, words, and what stands between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.availability import Hours
from bot.rosters.hours import HALF, MARK, RANGE, hours_in
from bot.rosters.typed.dates import (
    DAYS_MONTH,
    DOTTED,
    HEADING,
    IN_FULL,
    MONTH_DAYS,
    NTH,
    NUMBERS,
    WEEKDAY,
    Written,
    weekday_number,
    written_days,
)


class Kind(StrEnum):
    DAY = "day"
    WEEKDAY = "weekday"
    WEEK = "week"
    WEEK_ENDING = "ending"
    MONTH = "month"
    HOURS = "hours"
    TIME = "time"
    NUMBER = "number"
    PLACE = "place"
    WORD = "word"
    CELL = "cell"
    COMMA = "comma"
    DASH = "dash"
    TO = "to"
    MARK = "mark"


BETWEEN = frozenset({Kind.CELL, Kind.COMMA, Kind.DASH, Kind.TO, Kind.MARK})


# Compared by identity: the same piece is the same token throughout a paste, and is looked up often.
@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A piece of a line. `is_between`: it says nothing by itself, and stands between what does."""

    kind: Kind
    text: str
    day: Written | None = None
    weekday: int = -1
    hours: Hours | None = None
    is_between: bool = False


Tokens = tuple[Token, ...]

_WEEK = (
    r"(?P<ending>(?:week|wk)\.?\s*end(?:ing|s)\b\.?|w\s?/\s?e\b(?=[\s:]*(?:[a-z]+,?\s)?\d))"
    r"|(?P<week>(?:week|wk)\b\.?(?:\s*(?:commencing|commences|comm?|beginning|beg|starting|start|of|from)\b\.?)?"
    r"|w\s?[/.]?\s?[cb]\b\.?(?=[\s:]*(?:[a-z]+,?\s)?\d))"
)
_HOURS = rf"(?P<hours>{RANGE})(?![\w/]|-\d)"
_NUMBERS = rf"(?P<numbers>{NUMBERS})(?!\w)"
_DOTTED = rf"(?P<numbers>{NUMBERS}|{DOTTED})(?!\w)"
_WORD = r"(?P<word>[^\s,;:|=()\[\]&]+(?:\([^\s()]*\))?)|(?P<mark>\S)"
_WITH_LETTER = re.compile(
    rf"{_WEEK}|(?P<named>{MONTH_DAYS})(?!\w)|{_HOURS}|(?P<time>(?:noon|midday|midnight)\b)"
    rf"|(?P<month>{HEADING})|(?P<weekday>{WEEKDAY})"
    rf"|(?P<place>(?:ward|unit|level|floor|bay|room|theatre|theater|pod|team|site)\s?\d+[a-z]?\b)"
    rf"|(?P<to>(?:to|until|till?|through|thru)\b)|(?P<comma>and\b)|{_WORD}",
    re.IGNORECASE,
)
_WITH_MARK = re.compile(rf"(?P<dash>-+>?(?![\w/])|-+>?(?=\d|[a-z]))|{_WORD}", re.IGNORECASE)
_WHOLE_DAYS = rf"(?P<full>{IN_FULL})(?!\w)|(?P<named>{DAYS_MONTH})(?!\w)"
_REST = (
    rf"(?P<time>\d{{1,2}}[:.h][0-5]\d(?::[0-5]\d)?(?:{HALF}|{MARK})?+(?![\w:])|\d{{1,2}}{HALF}(?!\w)"
    rf"|(?:[01]\d|2[0-4])[0-5]\d{MARK}?+(?!\w))|(?P<number>(?:\d+\.\d+|{NTH}|\d+)(?![\w/]))|{_WORD}"
)
# A dotted pair is a day before any day is known, and hours after it: "16.03-19.03 N", "16.03 07.30-20.00";
# behind a day without dots it is a number of hours.
_FIRST_DIGITS = re.compile(rf"{_WHOLE_DAYS}|{_DOTTED}|{_HOURS}|{_REST}", re.IGNORECASE)
_DOTTED_DIGITS = re.compile(rf"{_WHOLE_DAYS}|{_HOURS}|{_DOTTED}|{_REST}", re.IGNORECASE)
_MORE_DIGITS = re.compile(rf"{_WHOLE_DAYS}|{_HOURS}|{_NUMBERS}|{_REST}", re.IGNORECASE)
_SINGLE = {
    one: Token(kind, one, is_between=True)
    for kind, ones in ((Kind.CELL, "\t|"), (Kind.COMMA, ",;&+"), (Kind.MARK, ":=()[]*_<>"))
    for one in ones
}
EDGES = ".'/<>_"
_DAYS = ("full", "named", "numbers")


def cut(line: str, seen: dict[tuple[str, str], Tokens], first_day: str = "") -> list[Token]:
    """Cut a line that `typography.plain` wrote into all of its tokens; only blanks are left out.

    `seen` has the pieces of the lines before: what stands behind the day comes again in most lines.
    """
    found: list[Token] = []
    place, end = 0, len(line)
    while place < end:
        first = line[place]
        if single := _SINGLE.get(first):
            found.append(single)
            place += 1
        elif first == " ":
            place += 1
        else:
            match = _for(first, first_day).match(line, place)
            if match is None or not match.lastgroup:
                raise AssertionError("whatever is no blank is at least a mark")
            piece, place = (match.lastgroup, match[0]), match.end()
            if piece not in seen:
                seen[piece] = tuple(_tokens(*piece))
            found += seen[piece]
            if piece[0] in _DAYS and not first_day:
                return [*found, *_behind(line[place:], seen, piece[1])]
    return found


def _behind(rest: str, seen: dict[tuple[str, str], Tokens], first_day: str) -> Tokens:
    """What stands behind the first day of a line."""
    kind = "behind dots" if "." in first_day else "behind"
    if (kind, rest) not in seen:
        seen[kind, rest] = tuple(cut(rest, seen, first_day))
    return seen[kind, rest]


def _for(first: str, first_day: str) -> re.Pattern[str]:
    if not first.isdecimal():
        return _WITH_LETTER if first.isalpha() else _WITH_MARK
    if not first_day:
        return _FIRST_DIGITS
    return _DOTTED_DIGITS if "." in first_day else _MORE_DIGITS


def _tokens(group: str, text: str) -> Iterator[Token]:
    if group in _DAYS:
        for day, join in written_days(group, text):
            if join:
                yield Token(Kind.DASH if join == "-" else Kind.COMMA, join, is_between=True)
            yield Token(Kind.DAY, day.text, day)
    elif group == "hours":
        hours = hours_in(text) or _bare(text)
        yield Token(Kind.HOURS if hours else Kind.NUMBER, text, hours=hours)
    elif group == "weekday":
        yield Token(Kind.WEEKDAY, text, weekday=weekday_number(text))
    elif group == "word":
        word = text.strip(EDGES).rstrip("-") or text
        # A picture between two fields says nothing; one that touches a word may be part of a code.
        says = any(map(str.isalnum, word))
        yield Token(Kind.WORD, word) if says else Token(Kind.MARK, text, is_between=True)
    else:
        kind = Kind(group)
        yield Token(kind, text, is_between=kind in BETWEEN)


def _bare(text: str) -> Hours | None:
    """Two hours of the whole day without minutes, which "07" shows and "7" does not: "07-19", "20-08"."""
    padded = re.fullmatch(r"\s*([01]\d|2[0-4])\s*\D+\s*([01]\d|2[0-4])\s*", text)
    if padded is None or "0" not in (padded[1][0], padded[2][0]):
        return None
    return hours_in(f"{padded[1]}:00-{padded[2]}:00")


def joined_weekdays(tokens: list[Token]) -> list[Token]:
    """Put a weekday into the day it stands beside: behind it ("16/3 Mon"), else before it ("Mon, 16/3")."""
    found: list[Token] = []
    # The place of the last token that says something; -1 without one.
    last = -1
    for number, token in enumerate(tokens):
        if token.weekday >= 0 and last >= 0 and _joins_before(found, last, tokens[number + 1 : number + 2]):
            found[last:] = [_with_weekday(found[last], token)]
            continue
        if token.day and last >= 0 and found[last].weekday >= 0:
            found[last:] = [_with_weekday(token, found[last])]
            continue
        if not token.is_between:
            last = len(found)
        found.append(token)
    return found


def _joins_before(found: list[Token], last: int, follows: list[Token]) -> bool:
    """Not to the first day of a week, whose days may follow, nor behind a dash where a span may be meant."""
    day = found[last].day
    if day is None or day.weekday is not None:
        return False
    if any(one.kind in (Kind.WEEK, Kind.WEEK_ENDING) for one in found):
        return False
    between = [one.kind for one in found[last + 1 :]]
    next_kind = follows[0].kind if follows else None
    if Kind.DASH in between and next_kind not in (Kind.DASH, Kind.CELL, Kind.MARK):
        return False
    return not between or (next_kind is not Kind.DAY and Kind.TO not in between)


def _with_weekday(token: Token, weekday: Token) -> Token:
    day = token.day
    if day is None:
        raise AssertionError("only days have weekdays")
    text = f"{weekday.text} {token.text}"
    return Token(Kind.DAY, text, Written(text, day.day, day.month, day.year, day.is_open, weekday.weekday))
