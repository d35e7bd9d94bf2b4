"""One export, read a piece at a time, so that its size does not matter."""

import csv
from collections import deque
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import filterfalse, islice
from pathlib import Path
from typing import BinaryIO, Protocol

from bot.content.loading.fields import did_you_mean
from bot.content.people import People
from bot.directory.mapping import DirectoryMapping
from bot.directory.problems import Reject, Rejection, RowRejected, UnusableFile, Warned, shown
from bot.directory.rows import LONGEST_ID, OTHERS, READ, Row, RowReader

AT_A_TIME = 2500
LONGEST_LINE = 2_000_000
CELL_KEPT = 200
MOST_NAMED = 12
CODECS = {"utf-8": "utf-8-sig"}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

SIGNS_OF_OPEN_QUOTE = frozenset({Rejection.CELLS, Rejection.QUOTES, Rejection.TOO_LONG, Rejection.NOT_TEXT})

EMPTY = "{name} is empty. Nothing was changed."
NO_PEOPLE = "{name} has a header and nobody under it. Nothing was changed."
IS_PAGE = "{name} is a web page, not a CSV file. Often that is a sign-in page. Nothing was changed."
IS_SPREADSHEET = "{name} is a spreadsheet. Save it as CSV first. Nothing was changed."
UNDECODABLE = (
    "{name} is not {encoding}, as the mapping says, near line {line}. Save it as {encoding}, or write "
    "another `encoding` in the mapping. Nothing was changed."
)
MISSING = "{name} has no column {columns}{hint}. Change `columns` in the mapping. Nothing was changed."
ONE_COLUMN = (
    "{name} has one column only. Write the character between its columns as `delimiter` in the mapping. "
    "Nothing was changed."
)
TWICE = "{name} has the column {column} twice. Rename one of them. Nothing was changed."
NO_LINES = (
    "{name} has a line of more than 2 million characters near line {line}. That is no list of people. "
    "Nothing was changed."
)
OPEN_QUOTE = (
    "{name} has a quotation mark that is not closed near line {line}, so the rows after it cannot be told "
    "apart. Nothing was changed."
)


class Rows(Protocol):
    """What csv.reader gives."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


@dataclass(slots=True)
class Batch:
    """Some rows with the line of each, and what was rejected among them."""

    rows: list[Row] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def drop_repeated(self) -> None:
        """The first of several with the same number stays."""
        if len({row[0] for row in self.rows}) < len(self.rows):
            first = {row[0]: place for place, row in reversed(list(enumerate(self.rows)))}
            self.reject_repeated(set(range(len(self.rows))) - set(first.values()))

    def reject_repeated(self, places: Collection[int]) -> None:
        for place in sorted(places):
            self.rejects.append(self._repeated(place))
        kept = [place for place in range(len(self.rows)) if place not in places]
        self.rows = [self.rows[place] for place in kept]
        self.lines = [self.lines[place] for place in kept]

    def _repeated(self, place: int) -> Reject:
        number: str = self.rows[place][0]
        return Reject(self.lines[place], Rejection.TWICE.format(number=number), number)


class StaffFile:
    """`name` is what people call it; it stands in every sentence about it."""

    def __init__(self, path: Path, mapping: DirectoryMapping, *, people: People, name: str) -> None:
        self._path, self._mapping, self._people, self.name = path, mapping, people, name
        self._reader: RowReader | None = None
        self._places: Mapping[str, int] = {}
        self._delimiter = "\t" if mapping.delimiter == "tab" else mapping.delimiter
        self._last: deque[str] = deque(maxlen=1)
        self.header: tuple[str, ...] = ()

    @property
    def warnings(self) -> list[Warned]:
        """What was left empty so far, the most frequent first."""
        if self._reader is None:
            return []
        counted = self._reader.warnings.items()
        ordered = sorted(counted, key=lambda one: (one[0][1] == OTHERS, -one[1], one[0]))
        return [Warned(about, shown(cell), count) for (about, cell), count in ordered]

    def batches(self, size: int = AT_A_TIME) -> Generator[Batch, None, None]:
        """All rows, `size` at a time. Raises UnusableFile, perhaps only when much has been read."""
        self._refuse_other_kinds()
        encoding = self._mapping.encoding
        with self._path.open(newline="", encoding=CODECS.get(encoding, encoding)) as text:
            # Keeps hold of the last line at no cost: append gives back nothing, so every line passes.
            rows = csv.reader(filterfalse(self._last.append, text), delimiter=self._delimiter, strict=True)
            try:
                yield from self._batches(rows, size)
            except UnicodeError as error:
                ahead = (
                    error.object.count(b"\n", 0, error.start) if isinstance(error, UnicodeDecodeError) else 0
                )
                line = rows.line_num + 1 + ahead
                raise self._unusable(UNDECODABLE, encoding=encoding, line=line) from None

    def _batches(self, rows: Rows, size: int) -> Iterator[Batch]:
        reader = self._reader = self._reader_under(rows)
        anybody = False
        while True:
            batch = Batch()
            more = self._fill(batch, rows, reader, size)
            anybody = anybody or bool(batch.rows)
            if batch.rows or batch.rejects:
                yield batch
            if not more:
                break
        if not anybody:
            raise self._unusable(NO_PEOPLE)

    def _fill(self, batch: Batch, rows: Rows, reader: RowReader, size: int) -> bool:
        """Whether there may be more to come."""
        line = first = rows.line_num
        try:
            for cells in islice(rows, size):
                try:
                    row = reader.read(cells)
                except RowRejected as error:
                    self._refuse_hidden_rows(error.why, line, rows.line_num)
                    self._reject(batch, str(error), cells, line + 1)
                    line = rows.line_num
                else:
                    line = rows.line_num
                    batch.rows.append(row)
                    batch.lines.append(line)
        except csv.Error:
            self._refuse_hidden_rows(Rejection.QUOTES, line, rows.line_num)
            place = self._places["employee_id"]
            cells = self._last[0].split(self._delimiter, place + 1)[: place + 1]
            self._reject(batch, Rejection.QUOTES, cells, line + 1)
        batch.drop_repeated()
        return rows.line_num > first

    def _refuse_hidden_rows(self, why: Rejection, before: int, line: int) -> None:
        """A row over several lines that makes no sense has most likely swallowed the rows after it."""
        if why in SIGNS_OF_OPEN_QUOTE and line - before > 1:
            raise self._unusable(OPEN_QUOTE, line=before + 1)

    def _reject(self, batch: Batch, reason: str, cells: Sequence[str], line: int) -> None:
        """Lines of nothing but empty cells are no rows."""
        if any(cell.strip() for cell in cells):
            beyond = len(cells) == len(self.header) + 1 and not cells[-1]
            kept = cut(cells[:-1] if beyond else cells)
            batch.rejects.append(Reject(line, reason, self._guess(cells), kept))

    def _guess(self, cells: Sequence[str]) -> str | None:
        """Whose row it most likely is."""
        place = self._places["employee_id"]
        number = cells[place].strip(' "\r\n') if place < len(cells) else ""
        return number if 0 < len(number) <= LONGEST_ID else None

    def _reader_under(self, rows: Rows) -> RowReader:
        try:
            names = [name.strip() for name in next(rows)]
        except StopIteration:
            raise self._unusable(EMPTY) from None
        except csv.Error:
            raise self._unusable(OPEN_QUOTE, line=1) from None
        wanted = {one: column for one in READ if (column := self._mapping.column_of(one))}
        if missing := sorted({column for column in wanted.values() if column not in names}):
            raise self._without(missing, names)
        for column in wanted.values():
            if names.count(column) > 1:
                raise self._unusable(TWICE, column=shown(column))
        self.header = tuple(names)
        self._places = {one: names.index(column) for one, column in wanted.items()}
        return RowReader(self._mapping, places=self._places, width=len(names), people=self._people)

    def _without(self, missing: Sequence[str], names: Sequence[str]) -> UnusableFile:
        if len(names) == 1 and len(missing) > 1:
            return self._unusable(ONE_COLUMN)
        hint = did_you_mean(missing[0], [shown(name) for name in names[:MOST_NAMED] if name])
        return self._unusable(MISSING, columns=", ".join(missing), hint=hint)

    def _refuse_other_kinds(self) -> None:
        with self._path.open("rb") as raw:
            beginning = raw.read(512).removeprefix(BYTE_ORDER_MARK).lstrip()
            if not beginning:
                raise self._unusable(EMPTY)
            if beginning.startswith(SPREADSHEETS):
                raise self._unusable(IS_SPREADSHEET)
            if beginning.startswith(b"<"):
                raise self._unusable(IS_PAGE)
            raw.seek(0)
            self._refuse_endless_lines(raw)

    def _refuse_endless_lines(self, raw: BinaryIO) -> None:
        """A line is read whole, so its length is looked at beforehand."""
        line, without_end = 1, 0
        while piece := raw.read(LONGEST_LINE // 2):
            ends = piece.count(b"\n")
            without_end = 0 if ends else without_end + 1
            if without_end > 2:
                raise self._unusable(NO_LINES, line=line)
            line += ends

    def _unusable(self, sentence: str, **blanks: object) -> UnusableFile:
        return UnusableFile(sentence.format(name=self.name, **blanks))


def cut(cells: Sequence[str]) -> tuple[str, ...]:
    """For the list of rejects, where a cell of a megabyte would help nobody."""
    return tuple(cell[:CELL_KEPT] for cell in cells)
