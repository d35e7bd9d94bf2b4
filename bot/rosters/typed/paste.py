"""A paste of lines to days, or to sentences that name each piece which could not be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.local_time import DAY
from bot.domain.rosters import Meaning, RosterWords
from bot.rosters.problems import WrongLines
from bot.rosters.typed.dates import Written
from bot.rosters.typed.order import OrderUnsure, TwoOrders, order_of, root
from bot.rosters.typed.rows import Entry, Sheet
from bot.rosters.typed.said import NotRead, Said, what_is_said
from bot.rosters.typed.tokens import Token
from bot.rosters.typed.typography import plain, single_blanks

MOST_LINES = 200
MOST_DAYS = 400
LONGEST_TEXT = 20_000
LONGEST_LINE = 2_000
LONGEST_PIECE = 30
MOST_NAMED = 3
YEAR = 366

EMPTY = "Write one day per line, for example: 3 Mar N."
TOO_MANY = f"Up to {MOST_LINES} lines fit; leave out days that are over."
TOO_MANY_DAYS = f"Up to {MOST_DAYS} days fit; leave out days that are over."
LINE_TOO_LONG = "line {number} is too long to read; write one day per line, like this: 3 Mar N"
NO_SUCH_DAY = "line {number} has {piece}, and there is no such day; check its date"
OTHER_WEEKDAY = "line {number} has {piece}, which is a {weekday}; check its date or its weekday"
BACKWARDS = "line {number} has days that run backwards, {piece}; write the earlier one first"
OTHER_END = (
    "line {number} ends on {piece}, which doesn't fit its times; write it like this: 3 Mar 19:30-08:00"
)
TOO_FAR = "line {number} is more than a year away, {piece}; check its date"
TWO_ORDERS = (
    "In {one} the day seems to come first, and in {other} the month. Write the month as a word, "
    "like this: 3 Mar N."
)
WHICH_ORDER = (
    "We can't tell days from months in dates like {piece}. Write the month as a word, like this: 3 Mar N."
)


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A day of a paste: what is worked is said outright, or stands in a code."""

    on: date
    code: str = ""
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Paste:
    """What was typed, in the order of its days, each with the line it stands in.

    `month_first`: which of two numbers was taken for the month; None where no day was two numbers.
    """

    days: tuple[TypedDay, ...]
    lines: tuple[int, ...]
    month_first: bool | None = None


def parse_paste(text: str, *, words: RosterWords, today: date, month_first: bool | None = None) -> Paste:
    """Read lines as people type and paste them, and say in which order their dates were taken.

    `month_first` is the person's custom, which counts where nothing in the paste decides. Raises WrongLines.
    """
    sheet = Sheet(words)
    for number, line in _lines_of(text):
        sheet.read(number, line)
    sheet.close()
    written_days = [day for one in sheet.entries for day, _ in one.days]
    written_days += [one.ends_on for one in sheet.entries if one.ends_on]
    order = _order(written_days, today, month_first)
    found = _found(sheet, today=today, month_first=order)
    if sheet.wrong:
        raise WrongLines(in_a_sentence(sentences(sheet.wrong)))
    if not found:
        raise WrongLines(EMPTY)
    found.sort(key=lambda one: one[0].on)
    is_open = any(root(day).is_open for day in written_days)
    return Paste(tuple(day for day, _ in found), tuple(line for _, line in found), order if is_open else None)


def _found(sheet: Sheet, *, today: date, month_first: bool) -> list[tuple[TypedDay, int]]:
    """Each day with its line; what can't be read is added to what is wrong. Much is said again and again."""
    found: list[tuple[TypedDay, int]] = []
    known: dict[tuple[Token, ...], list[Said]] = {}
    for entry in sheet.entries:
        try:
            days = _days_of(entry, today=today, month_first=month_first)
            said = known.get(entry.says) or what_is_said(entry.says, sheet.words)
            if entry.ends_on:
                last = _day(entry.ends_on, today=today, month_first=month_first)
                _require_end(entry.ends_on, (last - days[0]).days, said)
        except NotRead as wrong:
            sheet.wrong.append((entry.line, wrong))
            continue
        known[entry.says] = said
        found += [(TypedDay(day, one.code, one.meaning), entry.line) for day in days for one in said]
        if len(found) > MOST_DAYS:
            raise WrongLines(TOO_MANY_DAYS)
    return found


def _require_end(ends_on: Written, later: int, said: Sequence[Said]) -> None:
    """The day on which a shift ends is that on which its hours end. Raises NotRead."""
    hours = said[0].meaning.hours if said[0].meaning else None
    if hours and later != int(hours[1] <= hours[0]):
        raise NotRead(OTHER_END, ends_on.text)


def _lines_of(text: str) -> list[tuple[int, str]]:
    """Numbered, without those that are empty. Raises WrongLines for more than can be read."""
    lines = [
        (number, single_blanks(line)) for number, line in enumerate(text.splitlines(), 1) if line.strip()
    ]
    if len(lines) > MOST_LINES or sum(len(line) for _, line in lines) > LONGEST_TEXT:
        raise WrongLines(TOO_MANY)
    lines = [(number, plain(line, most=LONGEST_LINE + 1)) for number, line in lines]
    if too_long := [
        (number, NotRead(LINE_TOO_LONG, "")) for number, line in lines if len(line) > LONGEST_LINE
    ]:
        raise WrongLines(in_a_sentence(sentences(too_long)))
    return lines


def _order(days: Sequence[Written], today: date, month_first: bool | None) -> bool:
    try:
        return order_of(days, today=today, month_first=month_first)
    except TwoOrders as wrong:
        one, other = (_piece(day.text) for day in (wrong.day_first, wrong.month_first))
        raise WrongLines(TWO_ORDERS.format(one=one, other=other)) from None
    except OrderUnsure:
        piece = next(root(day).text for day in days if root(day).is_open)
        raise WrongLines(WHICH_ORDER.format(piece=_piece(piece))) from None


def _days_of(entry: Entry, *, today: date, month_first: bool) -> list[date]:
    """Each day of an entry, with those between the ends of a span. Raises NotRead."""
    found: list[date] = []
    for written_day, join in entry.days:
        day = _day(written_day, today=today, month_first=month_first)
        if join == "-":
            found += _until(found[-1], day, written_day)
        else:
            found.append(day)
    return found


def _until(first: date, last: date, written_day: Written) -> list[date]:
    """The days behind the first, up to the last: of the next year, where a span goes over its end."""
    if last <= first and written_day.year is None and (later := _a_year_later(last)) - first < DAY * YEAR / 2:
        last = later
    if last <= first:
        raise NotRead(BACKWARDS, written_day.text)
    return [first + DAY * number for number in range(1, (last - first).days + 1)]


def _a_year_later(day: date) -> date:
    return day + DAY * 365 if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def _day(day: Written, *, today: date, month_first: bool) -> date:
    found = day.on(today, month_first=month_first)
    if found is None:
        raise NotRead(NO_SUCH_DAY, day.text)
    checked = root(day)
    if not checked.fits(today, month_first=month_first):
        on = checked.on(today, month_first=month_first) or found
        raise NotRead(OTHER_WEEKDAY.replace("{weekday}", f"{on:%A}, {on.day} {on:%B %Y}"), checked.text)
    if abs((found - today).days) > YEAR:
        raise NotRead(TOO_FAR, day.text)
    return found


def sentences(wrong: Iterable[tuple[int, NotRead]]) -> list[str]:
    """By their lines, each of them once."""
    ordered = sorted(wrong, key=lambda one: one[0])
    return list(
        dict.fromkeys(one.sentence.format(number=line, piece=_piece(one.piece)) for line, one in ordered)
    )


def _piece(text: str) -> str:
    text = " ".join(text.split())
    text = text if len(text) <= LONGEST_PIECE else f"{text[: LONGEST_PIECE - 1]}…"
    return f"“{text}”"


def in_a_sentence(wrong: Sequence[str]) -> str:
    more = len(wrong) - MOST_NAMED
    listed = "; ".join(wrong[:MOST_NAMED])
    return f"{listed[:1].upper()}{listed[1:]}{f'; and {more} more' if more > 0 else ''}."
