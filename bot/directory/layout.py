"""How a file begins: what stands above its header, and how its rows are written."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol
from unicodedata import normalize

from bot.directory.cells import AROUND, is_footer, is_line

# The header stands within this many lines, and as many rows say how the others are written.
LOOKED_AT = 60
CHARACTERS_LOOKED_AT = 200_000
# Excel's own line: which character is between the columns.
NAMES_DELIMITER = re.compile(r'\s*"?sep=(.|\\t)"?[\s,;|]*', re.IGNORECASE)

Cells = list[str]


class Rows(Protocol):
    """What csv.reader gives."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[Cells]: ...

    def __next__(self) -> Cells: ...


@dataclass(frozen=True, slots=True)
class Layout:
    """`above` counts rows over the header.

    `has_extra`: each row ends with one delimiter more than the header has.
    `is_wrapped`: each line is one cell, with the row in it.
    """

    delimiter: str
    above: int = 0
    has_extra: bool = False
    is_wrapped: bool = False

    def rows(self, lines: Iterable[str]) -> Rows:
        if self.is_wrapped:
            lines = map(self._unwrapped, csv.reader(lines, delimiter=self.delimiter, strict=True))
        return csv.reader(lines, delimiter=self.delimiter, strict=True)

    def _unwrapped(self, cells: Cells) -> str:
        return self.delimiter.join(cells)


def name_of(cell: str) -> str:
    """A column's name as it is compared."""
    return normalize("NFC", cell).strip(AROUND)


def layout_of(lines: Iterable[str], *, delimiter: str, columns: Sequence[str]) -> Layout:
    """From the first lines of a file and the columns that it should have."""
    beginning = list(_first(lines))
    if beginning and (named := NAMES_DELIMITER.fullmatch(beginning[0].lstrip(AROUND))):
        delimiter = named[1].replace("\\t", "\t")
    found = _best(_read(beginning, Layout(delimiter)), columns)
    if found.known < len(columns):
        wrapped = Layout(delimiter, is_wrapped=True)
        inside = _best(_read(beginning, wrapped), columns)
        if inside.known > found.known:
            return Layout(delimiter, inside.above, inside.has_extra, is_wrapped=True)
    return Layout(delimiter, found.above, found.has_extra)


def _first(lines: Iterable[str]) -> Iterator[str]:
    seen = 0
    for line in islice(lines, LOOKED_AT):
        yield line
        if (seen := seen + len(line)) > CHARACTERS_LOOKED_AT:
            return


@dataclass(frozen=True, slots=True)
class _Header:
    above: int
    known: int
    has_extra: bool


def _best(rows: Sequence[Cells], columns: Sequence[str]) -> _Header:
    """The row in which most of the columns are named; the first that is not empty where none is."""
    known = [len(set(columns).intersection(map(name_of, row))) for row in rows]
    first = next((at for at, row in enumerate(rows) if not is_line(row) and not _names_delimiter(row)), 0)
    above = known.index(max(known)) if any(known) else first
    below = [row for row in rows[above + 1 :] if not is_line(row) and not is_footer(row)]
    width = len(rows[above]) if rows else 0
    return _Header(above, max(known, default=0), bool(below) and all(_has_extra(row, width) for row in below))


def _names_delimiter(row: Cells) -> bool:
    return 0 < len(row) <= 2 and row[0].strip(f'{AROUND}"').casefold().startswith("sep=")


def _has_extra(row: Cells, width: int) -> bool:
    """Not where a cell begins with a space: then it is a comma in a name that nobody put into quotes."""
    return len(row) == width + 1 and not row[-1] and not any(cell.startswith(" ") for cell in row)


def _read(lines: Sequence[str], layout: Layout) -> list[Cells]:
    return list(_unbroken(layout.rows(lines)))


def _unbroken(rows: Iterator[Cells]) -> Iterator[Cells]:
    """A row that is no CSV counts as an empty one."""
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield []
