"""What a line says of its days: a code, a word for work or for none, hours."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.availability import Hours
from bot.domain.rosters import LONGEST_CODE, Meaning, RosterWords, Work
from bot.rosters.hours import HOURS, time_in
from bot.rosters.shifts import nouns
from bot.rosters.titles import SHORT, work_named
from bot.rosters.typed.tokens import Kind, Token

NO_CODE = "line {number} has only a date, {piece}; add a code or a word, like N, day, away or off"
NOT_A_CODE = (
    f"line {{number}} has no code: {{piece}} isn't one; a code is a word of up to {LONGEST_CODE} letters, "
    "or write a word like night, day, away or off, or a time like 07:00-15:00"
)
LEFT_OVER = (
    "line {number} has {piece} in it, which we can't place; write one day per line, like this: 3 Mar N"
)
ONE_TIME = "line {number} has one time only, {piece}; write when it begins and ends, like 07:00-15:00"
TWO_THINGS = "line {number} says more than one thing of a day, {piece}; write a line for each"
FREE_OR_NOT = "line {number} says off and something else, {piece}; write either off or what you work"
PLAIN_HOURS = "line {number} has {piece}, which could be several things; write times like 07:00-15:00"

# They say that more days are meant than the line names.
MORE_DAYS = frozenset(
    {"for", "then", "next", "every", "each", "onwards", "onward", "until", "both"}
    | {"week", "weeks", "weekend", "fortnight"}
)
# "x4", "17/18", "17th/18th", "Tue/Wed".
HIDES_DAYS = re.compile(
    r"x\d+|\d+x|\W*\d+(?:st|nd|rd|th)?(?:\W+\d+(?:st|nd|rd|th)?)*\W*"
    r"|(?:.*\W)?(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?(?:\W.*)?",
    re.IGNORECASE,
)
# Beside "off" they change nothing.
WITH_OFF = frozenset(
    {"shift", "work", "duty", "from", "rostered", "scheduled", "requested", "the", "a", "all", "my"}
)


class NotRead(Exception):
    """A piece of a line that can't be read, and the sentence that says so and how to write it."""

    def __init__(self, sentence: str, piece: str) -> None:
        super().__init__()
        self.sentence, self.piece = sentence, piece


@dataclass(frozen=True, slots=True)
class Said:
    """A code, or what is worked outright."""

    code: str = ""
    meaning: Meaning | None = None


def what_is_said(tokens: Sequence[Token], words: RosterWords) -> list[Said]:
    """Use every token, or raise NotRead with what was left over. Several where a day has two shifts."""
    hours = _hours(tokens)
    for token in tokens:
        if not _is_length(token, hours):
            _require_placed(token)
    parts = _parts(tokens)
    if not parts and not hours:
        raise NotRead(LEFT_OVER, quoted(tokens))
    return _explained(tokens, parts, hours, words)


def _explained(
    tokens: Sequence[Token], parts: Sequence[str], hours: Sequence[Hours], words: RosterWords
) -> list[Said]:
    phrase = " ".join(parts)
    work = _work(phrase, words)
    if sum(_work(part, words) is not None for part in parts) > 1 and len(parts) > 1:
        raise NotRead(TWO_THINGS, phrase)
    if work is Work.OFF:
        _require_only_off(phrase, words, "" if not hours else quoted(tokens))
    if work is not None and not (work.has_times and hours):
        return [Said(meaning=Meaning(work))]
    if hours:
        return [Said(meaning=Meaning(work or Work.DAY, one)) for one in hours]
    return [Said(code=_code(phrase))]


def _code(phrase: str) -> str:
    code = phrase.upper()
    if not SHORT.fullmatch(code) or not any(map(str.isalpha, code)):
        raise NotRead(NOT_A_CODE, phrase)
    return code


def _work(phrase: str, words: RosterWords) -> Work | None:
    return nouns().get(phrase.lower()) or work_named(phrase, words)


def _parts(tokens: Iterable[Token]) -> list[str]:
    """The words between commas and cells."""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.kind in (Kind.COMMA, Kind.CELL):
            parts.append([])
        elif token.kind is Kind.WORD:
            parts[-1].append(token.text)
    return [" ".join(part) for part in parts if part]


def _hours(tokens: Sequence[Token]) -> list[Hours]:
    """Ranges, or a start and an end that stand apart, as in two cells of a sheet."""
    found = [token.hours for token in tokens if token.hours]
    times = [token for token in tokens if token.kind is Kind.TIME]
    if not times:
        return found
    if len(times) != 2 or found:
        raise NotRead(ONE_TIME if len(times) == 1 else LEFT_OVER, times[0].text)
    start, end = (time_in(" ".join(one.text.split())) for one in times)
    return [(start, end)]


def _is_length(token: Token, hours: Sequence[Hours]) -> bool:
    """Whether a number is how long the shift beside it is, breaks or no breaks: "07:30-20:00, 11.5"."""
    if token.kind is not Kind.NUMBER or "." not in token.text or len(hours) != 1:
        return False
    start, end = (one.hour * 60 + one.minute for one in hours[0])
    length = ((end - start) % (24 * 60) or 24 * 60) / 60
    return length - 2 <= float(token.text) <= length


def _require_placed(token: Token) -> None:
    """Nothing may be left that could be a day, or more days than were named."""
    if token.kind is Kind.NUMBER and HOURS.fullmatch(token.text):
        raise NotRead(PLAIN_HOURS, token.text)
    is_more = token.kind is Kind.WORD and (
        token.text.lower() in MORE_DAYS or HIDES_DAYS.fullmatch(token.text) is not None
    )
    known = token.kind in (Kind.HOURS, Kind.TIME, Kind.WORD, Kind.PLACE)
    if is_more or not (known or (token.is_between and token.kind is not Kind.TO)):
        raise NotRead(LEFT_OVER, token.text)


def _require_only_off(phrase: str, words: RosterWords, beside: str) -> None:
    """It frees a day, so nothing else may be said beside it, least of all hours."""
    left = phrase.lower()
    for listed in sorted(words.by_work[Work.OFF], key=len, reverse=True):
        left = re.sub(rf"(?<!\w){re.escape(listed)}(?!\w)", " ", left)
    if beside or set(left.split()) - WITH_OFF:
        raise NotRead(FREE_OR_NOT, beside or phrase)


def quoted(tokens: Iterable[Token]) -> str:
    return " ".join(token.text for token in tokens)
