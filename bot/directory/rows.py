"""One row of an export into values: codes through their tables, dates as ISO text, the address as its key.

Hospitals have hundreds of thousands of rows, so what repeats from row to row is worked out once.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from operator import itemgetter
from struct import Struct
from typing import Any

from bot.content.people import People
from bot.directory.cells import (
    AROUND,
    PLAIN_ADDRESS,
    addresses_in,
    is_empty,
    is_footer,
    is_line,
    is_marked,
    is_shortened,
    number_of,
    plain,
)
from bot.directory.dates import DateReader, TwoYears
from bot.directory.doubts import NO_ADDRESS, SEVERAL_ADDRESSES, Doubts, Unknown
from bot.directory.mapping import DirectoryMapping
from bot.directory.problems import Rejection, RowRejected, Warned
from bot.directory.tables import Remembered, meaning_of, tables_of
from bot.domain.directory import Employment, email_key

PLAIN = ("employee_id", "slack_id", "email", "manager_id")
CODED = ("profession", "specialty", "department", "site", "career_stage", "status")
DATED = ("starts_on", "ends_on", "leave_from", "leave_until")
LAST_DAYS = frozenset({"ends_on", "leave_until"})
READ = (*PLAIN, *CODED, *DATED)
# As storage and domain call them; `row_hash` stands for all the cells that were read.
ROW = (
    "employee_id",
    "slack_id",
    "email_key",
    "manager_id",
    *CODED[:-1],
    "standing",
    *DATED,
    "row_hash",
)
LONGEST_CELL = 200
LONGEST_ID = 64
# A cell may come to mean something else when this code changes: then rows are compared anew.
WAY_OF_READING = 2
SEPARATORS = len(READ) - 1
AS_NUMBER = Struct(">q").unpack

Row = tuple[Any, ...]


class RowReader:
    """Reads the rows under one header, and counts what was left empty."""

    def __init__(
        self,
        mapping: DirectoryMapping,
        *,
        places: Mapping[str, int],
        names: Sequence[str],
        people: People,
        has_extra: bool = False,
    ):
        """`places` says where each field's column is; a field without one is read as empty. `names` are those
        of the header; `has_extra` says that rows have one cell more, which is empty.
        """
        self._width, self._has_extra, self._ends_open = len(names), has_extra, not names[-1]
        self._pick = itemgetter(*(places.get(field, len(names)) for field in READ))
        self._columns = {field: mapping.column_of(field) for field in READ}
        self._empty = frozenset(word.casefold() for word in mapping.empty)
        self._date_format = mapping.date_format
        self._date = DateReader(mapping.date_format, empty=self._empty)
        self._tables = tables_of(mapping, people)
        # What a cell means hangs on the tables, so a row has another hash when they change.
        meaning = repr((WAY_OF_READING, self._tables, mapping.date_format, sorted(self._empty))).encode()
        self._salt = blake2b(meaning, digest_size=8).hexdigest()
        self._codes = Remembered(self._read_codes)
        self._dates = Remembered(self._read_dates)
        self._managers = Remembered(self._read_manager)
        self._doubts = Doubts()

    @property
    def warnings(self) -> list[Warned]:
        """What was left empty so far, the most frequent first."""
        return self._doubts.warnings

    def read(self, cells: list[str]) -> Row:
        """In the order of ROW; leaves one empty cell behind `cells`. Raises RowRejected."""
        if len(cells) != self._width:
            self._fit(cells)
        cells.append("")
        picked = self._pick(cells)
        text = "|".join(picked)
        if not text.isascii() or '"' in text or "'" in text or "=" in text:
            picked = tuple(plain(cell) if is_marked(cell) else cell for cell in picked)
            text = "|".join(picked)
        number, slack_id, address, _ = picked[:4]
        if len(text) > LONGEST_CELL or len(number) > LONGEST_ID or not text.isprintable():
            self._check(picked)
        if not number.isalnum() or number.isalpha() or len(text) == len(number) + SEPARATORS:
            number = self._number(number, cells)
        if number.isdigit():
            self._doubts.widths[len(number)] += 1
        manager = self._managers[picked[3:4]]
        coded, unknown = self._codes[picked[4:10]]
        dated = self._dates[picked[10:]]
        if unknown:
            self._doubts.add(unknown)
        return (
            number,
            self._slack_id(slack_id) if slack_id else None,
            email_key(address) if PLAIN_ADDRESS(address) else self._address(address),
            manager,
            *coded,
            *dated,
            *AS_NUMBER(blake2b((self._salt + text).encode(), digest_size=8).digest()),
        )

    def _fit(self, cells: list[str]) -> None:
        """Take away the empty cell behind a last delimiter, or add the one that only the header has."""
        if self._has_extra and len(cells) == self._width + 1 and not cells[-1]:
            cells.pop()
        elif self._ends_open and len(cells) == self._width - 1:
            cells.append("")
        elif is_line(cells):
            raise RowRejected(Rejection.BLANK)
        else:
            why = Rejection.FOOTER if is_footer(cells) else Rejection.CELLS
            raise RowRejected(why, found=len(cells), expected=self._width)

    def _number(self, cell: str, cells: Sequence[str]) -> str:
        """The employee number in a cell that is not plainly one."""
        number = number_of(cell.strip(AROUND))
        column = self._columns["employee_id"]
        if number == column:
            raise RowRejected(Rejection.HEADER)
        if is_footer(cells):
            raise RowRejected(Rejection.FOOTER)
        if self._is_empty(number):
            if is_line(cells):
                raise RowRejected(Rejection.BLANK)
            raise RowRejected(Rejection.NO_ID, column=column)
        if is_shortened(number):
            raise RowRejected(Rejection.SHORTENED, column=column, cell=number)
        return number

    def _read_manager(self, cells: tuple[str, ...]) -> str | None:
        number = number_of(cells[0].strip(AROUND))
        if is_shortened(number):
            raise RowRejected(Rejection.SHORTENED, column=self._columns["manager_id"], cell=number)
        return None if self._is_empty(number) else number

    def _is_empty(self, text: str) -> bool:
        return is_empty(text) or text.casefold() in self._empty

    def _check(self, picked: Sequence[str]) -> None:
        for field, cell in zip(READ, picked, strict=True):
            limit = LONGEST_ID if field in ("employee_id", "manager_id") else LONGEST_CELL
            if len(cell) > limit:
                raise RowRejected(Rejection.TOO_LONG, column=self._columns[field], limit=limit)
            if not cell.strip().replace("\u00a0", " ").isprintable():
                raise RowRejected(Rejection.NOT_TEXT, column=self._columns[field])

    def _read_codes(self, cells: tuple[str, ...]) -> tuple[tuple[str | None, ...], Unknown]:
        values: list[str | None] = []
        unknown: list[tuple[str, str]] = []
        for field, cell in zip(CODED, cells, strict=True):
            code, table = cell.strip(), self._tables[field]
            value = meaning_of(code, table)
            if self._is_empty(code):
                value = value if table else None
            elif value is None:
                unknown.append((field, code))
            values.append(value)
        values[-1] = values[-1] or Employment.ACTIVE.value
        return tuple(values), tuple(unknown)

    def _read_dates(self, cells: tuple[str, ...]) -> tuple[str | None, ...]:
        values = tuple(
            self._read_date(field, cell) if cell else None for field, cell in zip(DATED, cells, strict=True)
        )
        for first, last in ((0, 1), (2, 3)):
            if (values[last] or "9") < (values[first] or ""):
                columns = (self._columns[DATED[last]], self._columns[DATED[first]])
                raise RowRejected(Rejection.BACKWARDS, last=columns[0], first=columns[1])
        return values

    def _read_date(self, field: str, cell: str) -> str | None:
        column = self._columns[field]
        try:
            return self._date.read(cell, is_last=field in LAST_DAYS)
        except TwoYears as years:
            raise RowRejected(
                Rejection.TWO_YEARS, column=column, cell=cell, first=years.first, last=years.last
            ) from None
        except ValueError:
            raise RowRejected(Rejection.DATE, column=column, cell=cell, format=self._date_format) from None

    def _slack_id(self, cell: str) -> str | None:
        text = cell.strip()
        if self._is_empty(text):
            return None
        if text[0] in "UW" and text.isalnum() and text.isupper():
            return text
        self._doubts.add((("slack_id", text),))
        return None

    def _address(self, cell: str) -> str | None:
        """Of several nobody knows which is theirs."""
        found = addresses_in(cell.strip())
        if len(found) == 1:
            return email_key(found[0])
        if found or not self._is_empty(cell.strip()):
            self._doubts.add((("email", SEVERAL_ADDRESSES if found else NO_ADDRESS),))
        return None
