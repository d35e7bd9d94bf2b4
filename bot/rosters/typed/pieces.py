"""What a pattern is made of: so many days of a kind, in turn. Every word of it counts or is refused.

Our own: no library we know reads rotations of shifts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.domain.availability import Hours
from bot.domain.rosters import Meaning, RosterWords, Work
from bot.rosters.hours import RANGE, hours_in
from bot.rosters.problems import WrongLines
from bot.rosters.shifts import nouns

EXAMPLE = "Write it like this: 2 days, 2 nights, 4 off from 3 March."
NOT_READ = "We can't read part {number} of it, “{piece}”. " + EXAMPLE
NO_NUMBER = "Part {number} of it, “{piece}”, doesn't say how many days. " + EXAMPLE
WHICH_WORK = (
    "“{piece}” doesn't say whether you work days or nights. Write it like this: 4 days, 4 off from 3 March, "
    "or 4 nights, 4 off from 3 March."
)
LONGEST_PIECE = 40

COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
}
UNITS = {"week": 7, "weeks": 7, "wk": 7, "wks": 7, "fortnight": 14, "fortnights": 14}
# Before "off" and "leave" they are only counted.
DAYS = frozenset({"day", "days", "night", "nights"})
# They change nothing of what a run says.
FILLERS = frozenset({"of", "x", "shift", "shifts", "working", "duty", "the", "rota", "pattern"})
ON = "on"
# Behind "4 on": the days may be what is worked.
OFF_DAYS = frozenset({"off day", "off days"})
TOKEN = re.compile(
    rf"(?P<hours>(?:from\s)?{RANGE})(?!\w)"
    r"|(?P<length>1[123](?:\.\d)?[\s-]?(?:h|hrs?|hours?)\b)"
    rf"|(?P<count>\d{{1,3}}(?![\d:.])|(?:{'|'.join(COUNTS)})\b(?![/']))"
    r"|(?P<stop>[,;:/\n+&]|(?:then|and|followed\sby)\b)|(?P<word>[^\W\d_]+(?:[/'][^\W\d_]+)*)|(?P<mark>\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """So many days of the same kind."""

    days: int
    meaning: Meaning


@dataclass(slots=True)
class Piece:
    """A number and what follows it; without a number, what stands for itself."""

    number: int
    count: int | None
    words: list[str] = field(default_factory=list)
    hours: Hours | None = None
    text: list[str] = field(default_factory=list)

    def refused(self, sentence: str) -> WrongLines:
        piece = " ".join(self.text)
        piece = piece if len(piece) <= LONGEST_PIECE else f"{piece[: LONGEST_PIECE - 1]}…"
        return WrongLines(sentence.format(number=self.number, piece=piece))


def runs_in(text: str, words: RosterWords) -> tuple[Run, ...]:
    """Read the runs of a pattern; "4 on" gets its kind from elsewhere in it ("4 on 4 off nights").

    Raises WrongLines.
    """
    pieces = [
        one for one in pieces_in(text) if one.count is not None or set(one.words) - FILLERS or one.hours
    ]
    read = [_Read(piece, words) for piece in pieces]
    kinds = {(one.modifies, one.piece.hours) for one in read if one.modifies}
    lacking = [one for one in read if one.lacks_kind]
    for one in read:
        if one.modifies and not lacking:
            raise one.piece.refused(NO_NUMBER if one.piece.count is None else NOT_READ)
    if lacking and len(kinds) != 1:
        raise lacking[0].piece.refused(WHICH_WORK)
    kind, hours = next(iter(kinds), (None, None))
    return tuple(one.run(kind, hours) for one in read if one.piece.count is not None)


def pieces_in(text: str) -> list[Piece]:
    """Cut before each number, and where a comma or "then" stands."""
    pieces: list[Piece] = []
    is_open = False
    for token in TOKEN.finditer(text):
        kind, found = token.lastgroup or "", token[0]
        if kind == "stop":
            is_open = False
            continue
        if kind == "count" or not is_open:
            count = (COUNTS.get(found.lower()) or int(found)) if kind == "count" else None
            pieces.append(Piece(len(pieces) + 1, count))
            is_open = True
        _add(pieces[-1], kind, found)
    return pieces


def _add(piece: Piece, kind: str, found: str) -> None:
    piece.text.append(found)
    if kind == "word":
        piece.words.append(found.lower().rstrip("."))
    elif kind == "hours" and piece.hours is None and (hours := hours_in(found)):
        piece.hours = hours
    elif kind in ("hours", "mark") and found not in "()-.":
        raise piece.refused(NOT_READ)


class _Read:
    """What the words of a piece come to."""

    def __init__(self, piece: Piece, words: RosterWords) -> None:
        self.piece = piece
        left = [one for one in piece.words if one not in FILLERS]
        self.days = piece.count or 0
        if left and left[0] in UNITS:
            self.days *= UNITS[left.pop(0)]
        found = list(_works(left, words))
        if None in found or (piece.count == 0):
            raise piece.refused(NOT_READ)
        self.is_on = ON in found
        self.works = [one for one in found if isinstance(one, Work)]
        if len(self.works) == 2 and left[0] in DAYS and not self.works[1].has_times:
            del self.works[0]
        self._require_one_kind()

    def _require_one_kind(self) -> None:
        """One kind a run; behind a run of days off, that of the runs that lack theirs: "4 off nights"."""
        is_modified_off = self.works[:1] == [Work.OFF] and len(self.works) == 2 and self.works[1].has_times
        if len(self.works) > 1 and not is_modified_off:
            raise self.piece.refused(NOT_READ)
        if not self.works and not self.is_on:
            raise self.piece.refused(NOT_READ if self.piece.text else NO_NUMBER)
        if self.is_on and self.works and not self.works[0].has_times:
            raise self.piece.refused(NOT_READ)

    @property
    def lacks_kind(self) -> bool:
        return self.piece.count is not None and not self.works

    @property
    def modifies(self) -> Work | None:
        """The kind it gives to runs that lack theirs."""
        if self.piece.count is None:
            return self.works[0] if self.works else None
        return self.works[1] if len(self.works) > 1 else None

    def run(self, kind: Work | None, hours: Hours | None) -> Run:
        work = self.works[0] if self.works else kind
        if work is None:
            raise AssertionError("a run without a kind was refused before")
        hours = (self.piece.hours or hours) if self.lacks_kind else self.piece.hours
        return Run(self.days, Meaning(work, hours if work.has_times else None))


def _works(left: Sequence[str], words: RosterWords) -> Iterator[Work | str | None]:
    """What each phrase stands for, the longest first; None for what is no word of a pattern."""
    at = 0
    while at < len(left):
        for size in (3, 2, 1):
            phrase = " ".join(left[at : at + size])
            is_one = at + size <= len(left) and phrase not in OFF_DAYS
            found = work_of(phrase, words) if is_one else None
            if found:
                break
        if not found and left[at] == ON:
            yield ON
            size = 1
        else:
            yield found
        at += size


def work_of(phrase: str, words: RosterWords) -> Work | None:
    """The kind of work of a whole phrase, in one or in several: "rest days" as "rest day"."""
    for one in (phrase, phrase.removesuffix("s")):
        if one in nouns():
            return nouns()[one]
        for work, listed in words.by_work.items():
            if one in listed:
                return work
    return None
