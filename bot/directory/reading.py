"""One export, read a piece at a time, so that its size does not matter."""

import csv
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TextIO

from bot.content.loading.fields import did_you_mean
from bot.content.people import People
from bot.directory.batches import Batch
from bot.directory.cells import AROUND, MOST_CELLS, number_of
from bot.directory.kinds import EMPTY, codec_of
from bot.directory.layout import Layout, Rows, layout_of, name_of
from bot.directory.mapping import DirectoryMapping
from bot.directory.problems import NOBODY_LOST, Reject, Rejection, RowRejected, UnusableFile, Warned, shown
from bot.directory.rows import LONGEST_ID, READ, RowReader

AT_A_TIME = 2500
CELL_KEPT = 200
CELLS_KEPT = 200
MOST_NAMED = 12
# Far more than any export has: what is beyond them costs memory or time, and is nobody's list of people.
MOST_LINES = 2_000_000
LONGEST_ROW = 1_000_000
# A thread cannot be stopped: whoever stops an import waits until so many characters are read.
MOST_AT_A_TIME = 4_000_000
GIVES_UP_AFTER = 20_000
REASONS_SAID = 5

SIGNS_OF_OPEN_QUOTE = frozenset({Rejection.CELLS, Rejection.QUOTES, Rejection.TOO_LONG, Rejection.NOT_TEXT})

NO_PEOPLE = "{name} has a header and nobody under it. Nothing was changed."
NONE_READ = "{name} has no row that can be read: {count} left out. {reasons}{hint} Nothing was changed."
HINTS = {
    Rejection.DATE: " If all dates are written so, change `date_format` in the mapping.",
    Rejection.TWO_YEARS: " If you know which is meant, write it in full in the export.",
    Rejection.CELLS: " Look for text with a delimiter in it that isn't in quotation marks.",
}
MANY_COLUMNS = (
    "{name} has {count} columns, and at most {most} can be read. Export only those in the mapping. "
    "Nothing was changed."
)
MANY_LINES = "{name} has more than {most:,} lines. That isn't a list of people. Nothing was changed."
UNDECODABLE = (
    "{name} isn't {encoding}, as the mapping says, near line {line}. Save it as {encoding}, or write "
    "another `encoding` in the mapping. Nothing was changed."
)
MISSING = "{name} has no column {columns}{hint}. Change `columns` in the mapping. Nothing was changed."
ONE_COLUMN = (
    "{name} has one column only. Write the character between its columns as `delimiter` in the mapping. "
    "Nothing was changed."
)
TWICE = "{name} has the column {column} twice. Rename one of them. Nothing was changed."
OPEN_QUOTE = (
    "{name} has a quotation mark that isn't closed near line {line}, so the rows after it can't be told "
    "apart. Nothing was changed."
)


class StaffFile:
    """`name` is what people call it; it stands in every sentence about it."""

    def __init__(self, path: Path, mapping: DirectoryMapping, *, people: People, name: str) -> None:
        self._path, self._mapping, self._people, self.name = path, mapping, people, name
        self._reader: RowReader | None = None
        self._places: Mapping[str, int] = {}
        self._layout = Layout("\t" if mapping.delimiter == "tab" else mapping.delimiter)
        self._why: Counter[Rejection] = Counter()
        self._reasons: list[str] = []
        self._lines = _Lines(())
        self.header: tuple[str, ...] = ()

    @property
    def warnings(self) -> list[Warned]:
        """What was left empty so far, the most frequent first."""
        return self._reader.warnings if self._reader else []

    def batches(self, size: int = AT_A_TIME) -> Generator[Batch, None, None]:
        """All rows, up to `size` at a time; also where nothing was in them, so that whoever asks can stop.

        Raises UnusableFile, perhaps only when much has been read.
        """
        codec = codec_of(self._path, encoding=self._mapping.encoding, name=self.name)
        self._why.clear()
        self._reasons.clear()
        with self._path.open(newline="", encoding=codec) as text:
            rows: Rows | None = None
            try:
                rows = self._rows(text)
                yield from self._batches(rows, size)
            except UnicodeError as error:
                ahead = (
                    error.object.count(b"\n", 0, error.start) if isinstance(error, UnicodeDecodeError) else 0
                )
                line = (rows.line_num if rows else 0) + 1 + ahead
                raise self._unusable(UNDECODABLE, encoding=self._mapping.encoding, line=line) from None

    def _rows(self, text: TextIO) -> Rows:
        """From the header on."""
        columns = [column for one in READ if (column := self._mapping.column_of(one))]
        self._layout = layout_of(text, delimiter=self._layout.delimiter, columns=columns)
        text.seek(0)
        self._lines = _Lines(text)
        rows = self._layout.rows(iter(self._lines))
        for _ in range(self._layout.above):
            with suppress(csv.Error):
                next(rows)
        return rows

    def _batches(self, rows: Rows, size: int) -> Iterator[Batch]:
        reader = self._reader = self._reader_under(rows)
        anybody = False
        while True:
            batch = Batch()
            more = self._fill(batch, rows, reader, size)
            anybody = anybody or bool(batch.rows)
            if more or batch.rows or batch.rejects:
                yield batch
            if not anybody and (not more or self._why.total() > GIVES_UP_AFTER):
                raise self._none_read()
            if rows.line_num > MOST_LINES:
                raise self._unusable(MANY_LINES, most=MOST_LINES)
            if not more:
                break

    def _none_read(self) -> UnusableFile:
        if not self._why:
            return self._unusable(NO_PEOPLE)
        [(most, _)] = self._why.most_common(1)
        reasons, hint = " ".join(self._reasons), HINTS.get(most, "")
        return self._unusable(NONE_READ, count=self._why.total(), reasons=reasons, hint=hint)

    def _fill(self, batch: Batch, rows: Rows, reader: RowReader, size: int) -> bool:
        """Whether there may be more to come."""
        line = first = rows.line_num
        try:
            for cells in self._some(rows, size):
                if not cells:
                    line = rows.line_num
                    continue
                try:
                    row = reader.read(cells)
                except RowRejected as error:
                    self._refuse_hidden_rows(error.why, line, rows.line_num)
                    self._reject(batch, error, cells, line + 1)
                    line = rows.line_num
                else:
                    line = rows.line_num
                    batch.rows.append(row)
                    batch.lines.append(line)
        except csv.Error:
            self._refuse_hidden_rows(Rejection.QUOTES, line, rows.line_num)
            place = self._places["employee_id"]
            cells = self._lines.last.split(self._layout.delimiter, place + 1)[: place + 1]
            self._reject(batch, RowRejected(Rejection.QUOTES), cells, line + 1)
        batch.drop_repeated()
        return rows.line_num > first

    def _some(self, rows: Rows, size: int) -> Iterator[list[str]]:
        """Fewer than `size` where they are long."""
        lines = self._lines
        until = lines.passed + MOST_AT_A_TIME
        for cells in islice(rows, size):
            yield cells
            lines.row_began = lines.passed
            if lines.passed > until:
                return

    def _refuse_hidden_rows(self, why: Rejection, before: int, line: int) -> None:
        """A row over several lines that makes no sense has most likely swallowed the rows after it."""
        if why in SIGNS_OF_OPEN_QUOTE and line - before > 1:
            raise self._unusable(OPEN_QUOTE, line=before + 1)

    def _reject(self, batch: Batch, error: RowRejected, cells: Sequence[str], line: int) -> None:
        """Lines of nothing but empty cells or dashes are no rows."""
        if error.why is Rejection.BLANK:
            return
        beyond = len(cells) == len(self.header) + 1 and not cells[-1]
        kept = cut(cells[:-1] if beyond else cells)
        loses = error.why not in NOBODY_LOST
        if loses:
            self._note(error, line)
        batch.rejects.append(Reject(line, str(error), self._guess(cells) if loses else None, kept, loses))

    def _note(self, error: RowRejected, line: int) -> None:
        self._why[error.why] += 1
        if len(self._reasons) < REASONS_SAID:
            self._reasons.append(f"Line {line} {error}.")

    def _guess(self, cells: Sequence[str]) -> str | None:
        """Whose row it most likely is."""
        place = self._places["employee_id"]
        number = cells[place].strip(f"\"'={AROUND}") if place < len(cells) else ""
        return number_of(number) if 0 < len(number) <= LONGEST_ID else None

    def _reader_under(self, rows: Rows) -> RowReader:
        try:
            names = [name_of(name) for name in next(rows)]
        except StopIteration:
            raise self._unusable(EMPTY) from None
        except csv.Error:
            raise self._unusable(OPEN_QUOTE, line=1) from None
        if len(names) > MOST_CELLS:
            raise self._unusable(MANY_COLUMNS, count=len(names), most=MOST_CELLS)
        wanted = {one: column for one in READ if (column := self._mapping.column_of(one))}
        if missing := sorted({column for column in wanted.values() if column not in names}):
            raise self._without(missing, names)
        for column in wanted.values():
            if names.count(column) > 1:
                raise self._unusable(TWICE, column=shown(column))
        self.header = tuple(names)
        self._places = {one: names.index(column) for one, column in wanted.items()}
        return RowReader(
            self._mapping,
            places=self._places,
            names=names,
            people=self._people,
            has_extra=self._layout.has_extra,
        )

    def _without(self, missing: Sequence[str], names: Sequence[str]) -> UnusableFile:
        if len(names) == 1 and len(missing) > 1:
            return self._unusable(ONE_COLUMN)
        hint = did_you_mean(missing[0], [shown(name) for name in names[:MOST_NAMED] if name])
        return self._unusable(MISSING, columns=", ".join(missing), hint=hint)

    def _unusable(self, sentence: str, **blanks: object) -> UnusableFile:
        return UnusableFile(sentence.format(name=self.name, **blanks))


class _Lines:
    """The lines of a file on their way into its rows, in characters; `last` is the one that came last."""

    def __init__(self, text: Iterable[str]) -> None:
        self._text = text
        self.last = ""
        self.passed = self.row_began = 0

    def __iter__(self) -> Iterator[str]:
        """Raises csv.Error for a row that does not end: it would be held whole, with all of its cells."""
        for line in self._text:
            self.last = line
            self.passed += len(line)
            if self.passed - self.row_began > LONGEST_ROW:
                raise csv.Error
            yield line


def cut(cells: Sequence[str]) -> tuple[str, ...]:
    """For the list of rejects, where a cell of a megabyte would help nobody."""
    return tuple(cell[:CELL_KEPT] for cell in cells[:CELLS_KEPT])
