"""A row of dates over rows of codes, as a sheet has it, and the seven days of a week in a row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.rosters import RosterWords, Work
from bot.rosters.titles import work_named
from bot.rosters.typed.dates import Written
from bot.rosters.typed.said import LEFT_OVER, NotRead, quoted
from bot.rosters.typed.tokens import Kind, Token

SEVEN = "line {number} should say seven days and has {piece}; write off for a day off"
AS_MANY = "line {number} has {piece}; write one code under each date, or one day per line, like this: 3 Mar N"
SEVERAL = (
    "line {number} is a second row of codes, {piece}; paste the row with your own shifts only, "
    "or one day per line, like this: 3 Mar N"
)
DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Heads:
    """Days by their places in a row, and what has been said below each of them."""

    line: int
    days: Mapping[int, Written]
    is_week: bool = False
    said: dict[int, list[Token]] = field(default_factory=dict)

    @classmethod
    def of_week(cls, line: int, first: Written) -> "Heads":
        days = {place: Written(first.text, place, week=first) for place in range(DAYS_A_WEEK)}
        return cls(line, days, is_week=True)

    @classmethod
    def of_dates(cls, line: int, tokens: Sequence[Token]) -> "Heads | None":
        """Several, with nothing said of them and nothing but cells between; a label may stand before them.

        A date alone is one where its row begins with an empty cell.
        """
        count = sum(one.kind is Kind.DAY for one in tokens)
        if not _is_row(tokens) or (count < 2 and tokens[0].kind is not Kind.CELL):
            return None
        found = {place: one.day for place, one in places(tokens, Kind.DAY).items() if one.day}
        return cls(line, found) if len(found) == count else None

    def with_weekdays(self, weekdays: Mapping[int, Token]) -> "Heads":
        """With the weekdays of the row beside it."""
        days = {
            place: replace(day, weekday=weekdays[place].weekday) if place in weekdays else day
            for place, day in self.days.items()
        }
        return replace(self, days=days)

    def read(self, tokens: Sequence[Token], words: RosterWords) -> None:
        """Take a row of codes or of times below the days. Raises NotRead."""
        row = cells(tokens, words)
        if self.is_week and len(row) == 1 and work_named(quoted(row[0]), words) is Work.AWAY:
            row *= DAYS_A_WEEK
        has_cells = any(one.kind is Kind.CELL for one in tokens)
        if self.is_week and len(row) != DAYS_A_WEEK:
            raise NotRead(SEVEN, str(len(row)))
        if not has_cells and len(row) != len(self.days):
            raise NotRead(AS_MANY, f"{len(row)} codes under {len(self.days)} dates")
        below = dict(enumerate(row)) if has_cells else dict(zip(self.days, row, strict=True))
        said = {place: cell for place, cell in below.items() if any(not one.is_between for one in cell)}
        self._require_fitting(said)
        for place, cell in said.items():
            if place in self.days:
                self.said.setdefault(place, []).extend(cell)

    def _require_fitting(self, row: Mapping[int, Sequence[Token]]) -> None:
        """A label may stand before the first date; two rows of codes are two people's."""
        for place, cell in row.items():
            if place not in self.days and place > min(self.days):
                raise NotRead(LEFT_OVER, quoted(cell))
        worded = [cell for place, cell in row.items() if place in self.days and _has_words(cell)]
        if worded and any(map(_has_words, self.said.values())):
            raise NotRead(SEVERAL, quoted(worded[0]))


def _is_row(tokens: Sequence[Token]) -> bool:
    at = next(at for at, one in enumerate(tokens) if one.kind is Kind.DAY)
    is_labelled = any(not one.is_between for one in tokens[:at])
    in_cells = any(one.kind in (Kind.CELL, Kind.COMMA) for one in tokens[:at])
    only_dates = all(one.kind in (Kind.DAY, Kind.CELL, Kind.COMMA, Kind.MARK) for one in tokens[at:])
    return only_dates and (in_cells or not is_labelled)


def _has_words(cell: Sequence[Token]) -> bool:
    return any(one.kind is Kind.WORD for one in cell)


def places(tokens: Sequence[Token], kind: Kind) -> dict[int, Token]:
    """Tokens of a kind by the cell they stand in; one after the other where there are no cells."""
    splits = next(
        (one for one in (Kind.CELL, Kind.COMMA) if any(token.kind is one for token in tokens)), None
    )
    if splits is None:
        return dict(enumerate(one for one in tokens if one.kind is kind))
    found = enumerate(_split(tokens, splits))
    return {place: one for place, cell in found for one in cell if one.kind is kind}


def cells(tokens: Sequence[Token], words: RosterWords) -> list[list[Token]]:
    """Cells of a sheet, or what commas separate, or else phrases: "LD", "on call", "day off"."""
    for kind in (Kind.CELL, Kind.COMMA):
        if any(one.kind is kind for one in tokens):
            return _split(tokens, kind)
    return list(_phrases([one for one in tokens if not one.is_between or one.kind is Kind.TO], words))


def _split(tokens: Sequence[Token], kind: Kind) -> list[list[Token]]:
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is kind:
            found.append([])
        else:
            found[-1].append(token)
    return found


def _phrases(tokens: Sequence[Token], words: RosterWords) -> Iterator[list[Token]]:
    known = {one.lower() for listed in words.by_work.values() for one in listed if " " in one}
    at = 0
    while at < len(tokens):
        sizes = (size for size in (3, 2) if quoted(tokens[at : at + size]).lower() in known)
        size = next(sizes, 1)
        yield list(tokens[at : at + size])
        at += size
