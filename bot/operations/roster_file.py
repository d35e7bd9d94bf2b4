"""A file with a roster in it, read as a person's own would be: a calendar, lines of a rota or a pattern."""

import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.confined.pool import OverLimits, Pool
from bot.domain.local_time import local_date
from bot.domain.rosters import RosterWords, Understood
from bot.errors import UserFacingError
from bot.rosters import WrongLines, child, lines, pattern
from bot.rosters.links import LARGEST, Patience
from bot.rosters.problems import TakesTooLong
from bot.rosters.typed.paste import parse_paste
from bot.unpacking import decoded
from bot.usecases.rosters.rosters import NOTHING_IN_IT

STANDARD_INPUT = "-"
CALENDAR = "BEGIN:VCALENDAR"
# Where somebody writes a pattern, it is as short as this.
SHORT = 3

NO_FILE = "There is no file {path}. Check its name, or give `-` to read what is piped in."
NO_DIRECTORY = "{path} is a folder. Name one file in it."
CANNOT_OPEN = "{path} can't be opened ({why})."
NOT_TEXT = "{path} isn't text. Export a calendar (.ics), or save the rota as plain text (UTF-8)."
TOO_LARGE = f"{{path}} is too large: up to {LARGEST // 1_000_000} MB can be read. Export one person's shifts."
NO_CALENDAR = f"{{path}} isn't a calendar: it doesn't begin with {CALENDAR}. Export it again as iCalendar."


@dataclass(frozen=True, slots=True)
class Found:
    """What the file is and was taken for, in sentences, and what was understood of it."""

    taken_for: tuple[str, ...]
    understood: Understood


@dataclass(frozen=True, slots=True)
class How:
    """What a file is read with."""

    zone: ZoneInfo
    now: datetime
    words: RosterWords

    @property
    def today(self) -> date:
        return local_date(self.zone, self.now)


async def read_file(path: str, how: How) -> Found:
    """Read it without keeping anything. Raises UserFacingError."""
    text = _text_of(path)
    if text.lstrip().upper().startswith(CALENDAR):
        return await _read_calendar(text, how)
    if path.lower().endswith(".ics"):
        raise UserFacingError(NO_CALENDAR.format(path=path))
    return _read_typed(text, how)


def _text_of(path: str) -> str:
    """Raises UserFacingError. Of what never ends no more is read than fits."""
    content = _bytes_of(path)
    if len(content) > LARGEST:
        raise UserFacingError(TOO_LARGE.format(path=path))
    try:
        text = decoded(content, content_type="")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise UserFacingError(NOT_TEXT.format(path=path))
    return text


def _bytes_of(path: str) -> bytes:
    try:
        if path == STANDARD_INPUT:
            return sys.stdin.buffer.read(LARGEST + 1)
        with Path(path).open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise UserFacingError(NO_FILE.format(path=path)) from None
    except IsADirectoryError:
        raise UserFacingError(NO_DIRECTORY.format(path=path)) from None
    except OSError as error:
        raise UserFacingError(CANNOT_OPEN.format(path=path, why=error.strerror)) from None


async def _read_calendar(text: str, how: How) -> Found:
    """In a process of its own, with the limits that links have."""
    children = Pool("bot.rosters.child", count=1)
    asked = child.question(text, {"zone": how.zone, "now": how.now, "words": how.words, "codes": {}})
    try:
        found = child.understood(await children.ask(asked, Patience().slow))
    except OverLimits:
        raise TakesTooLong from None
    finally:
        children.close()
    if not any(one.end > how.now for one in found.shifts):
        raise UserFacingError(NOTHING_IN_IT)
    return Found(("This was read as a calendar.",), found)


def _read_typed(text: str, how: How) -> Found:
    """As a pattern where it is one; else as lines, which say better what can't be read."""
    try:
        return _read_pattern(text, how)
    except WrongLines as wrong:
        try:
            return _read_lines(text, how)
        except WrongLines:
            if len(text.split("\n", SHORT)) <= SHORT and pattern.FROM.search(text):
                raise wrong from None
            raise


def _read_pattern(text: str, how: How) -> Found:
    found = pattern.parse_pattern(text, words=how.words, today=how.today)
    told = (
        "This was read as a pattern that repeats.",
        f"It is: {pattern.written(found)}, a {found.starts_on:%A}.",
    )
    return Found(told, pattern.read_pattern(found, zone=how.zone, now=how.now, words=how.words))


def _read_lines(text: str, how: How) -> Found:
    paste = parse_paste(text, words=how.words, today=how.today)
    first, last = in_full(paste.days[0].on), in_full(paste.days[-1].on)
    told = [
        f"This was read as lines of a rota, from {first} to {last}. Days between them without a line are off."
    ]
    if paste.month_first is not None:
        told.append(
            f"In dates of numbers the {'month' if paste.month_first else 'day'} was taken to come first."
        )
    found = lines.read_lines(paste.days, zone=how.zone, now=how.now, words=how.words, codes={})
    return Found(tuple(told), found)


def in_full(day: date) -> str:
    """Name a day with its weekday and year."""
    return f"{day:%A} {day.day} {day:%B %Y}"
