"""One row of an export into values: codes through their tables, dates as ISO text, the address as its key.

Hospitals have hundreds of thousands of rows, so what repeats from row to row is worked out once.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from operator import itemgetter
from struct import Struct
from typing import Any, TypeVar

from bot.content.people import People
from bot.directory.dates import date_reader
from bot.directory.mapping import Codes, DirectoryMapping, choices_in
from bot.directory.problems import Rejection, RowRejected
from bot.domain.directory import Employment, email_key

PLAIN = ("employee_id", "slack_id", "email", "manager_id")
CODED = ("profession", "specialty", "department", "site", "career_stage", "status")
DATED = ("starts_on", "ends_on", "leave_from", "leave_until")
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
REMEMBERED = 10_000
DIFFERENT_WARNINGS = 1000
OTHERS = "other values"
AS_NUMBER = Struct(">q").unpack

Row = tuple[Any, ...]
Unknown = tuple[tuple[str, str], ...]
V = TypeVar("V")


class Remembered(dict[tuple[str, ...], V]):
    """What the same cells meant before; forgotten when it grows too large."""

    def __init__(self, work_out: Callable[[tuple[str, ...]], V]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, cells: tuple[str, ...]) -> V:
        if len(self) >= REMEMBERED:
            self.clear()
        value = self[cells] = self._work_out(cells)
        return value


class RowReader:
    """Reads the rows under one header; `warnings` counts what was left empty, by field and cell."""

    def __init__(self, mapping: DirectoryMapping, *, places: Mapping[str, int], width: int, people: People):
        """`places` says where each field's column is; a field without one is read as empty."""
        self._width = width
        self._pick = itemgetter(*(places.get(field, width) for field in READ))
        self._columns = {field: mapping.column_of(field) for field in READ}
        self._date_format, self._date = mapping.date_format, date_reader(mapping.date_format)
        self._tables = _tables(mapping, people)
        # What a cell means hangs on the tables, so a row has another hash when they change.
        meaning = repr((self._tables, mapping.date_format)).encode()
        self._salt = blake2b(meaning, digest_size=8).hexdigest()
        self._codes = Remembered(self._read_codes)
        self._dates = Remembered(self._read_dates)
        self.warnings: Counter[tuple[str, str]] = Counter()

    def read(self, cells: list[str]) -> Row:
        """In the order of ROW; leaves one empty cell behind `cells`. Raises RowRejected."""
        if len(cells) != self._width:
            raise RowRejected(Rejection.CELLS, found=len(cells), expected=self._width)
        cells.append("")
        picked = self._pick(cells)
        text = "|".join(picked)
        number, slack_id, address, manager = picked[:4]
        if len(text) > LONGEST_CELL or len(number) > LONGEST_ID or not text.isprintable():
            self._check(picked)
        number = number.strip()
        if not number:
            raise RowRejected(Rejection.NO_ID, column=self._columns["employee_id"])
        coded, unknown = self._codes[picked[4:10]]
        dated = self._dates[picked[10:]]
        if unknown:
            self._warn(unknown)
        return (
            number,
            self._slack_id(slack_id) if slack_id else None,
            email_key(address) if "@" in address else self._no_address(address),
            manager.strip() or None,
            *coded,
            *dated,
            *AS_NUMBER(blake2b((self._salt + text).encode(), digest_size=8).digest()),
        )

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
            # A table of None: any text will do.
            value = (code or None) if table is None else table.get(code) or table.get(code.casefold())
            if code and value is None:
                unknown.append((field, code))
            values.append(value)
        values[-1] = values[-1] or Employment.ACTIVE.value
        return tuple(values), tuple(unknown)

    def _read_dates(self, cells: tuple[str, ...]) -> tuple[str | None, ...]:
        values = tuple(self._read_date(field, cell) for field, cell in zip(DATED, cells, strict=True))
        for first, last in ((0, 1), (2, 3)):
            if (values[last] or "9") < (values[first] or ""):
                columns = (self._columns[DATED[last]], self._columns[DATED[first]])
                raise RowRejected(Rejection.BACKWARDS, last=columns[0], first=columns[1])
        return values

    def _read_date(self, field: str, cell: str) -> str | None:
        try:
            return self._date(cell)
        except ValueError:
            raise RowRejected(
                Rejection.DATE, column=self._columns[field], cell=cell, format=self._date_format
            ) from None

    def _slack_id(self, cell: str) -> str | None:
        text = cell.strip()
        if not text:
            return None
        if text[0] in "UW" and text.isalnum() and text.isupper():
            return text
        self._warn((("slack_id", text),))
        return None

    def _no_address(self, cell: str) -> str | None:
        if cell.strip():
            self._warn((("email", "not an address"),))
        return None

    def _warn(self, unknown: Unknown) -> None:
        for field, cell in unknown:
            full = len(self.warnings) >= DIFFERENT_WARNINGS and (field, cell) not in self.warnings
            self.warnings[(field, OTHERS if full else cell)] += 1


def _tables(mapping: DirectoryMapping, people: People) -> dict[str, dict[str, str] | None]:
    """By field, from code to value; without a table of its own a column holds the ids themselves."""
    choices = choices_in(people)
    tables: dict[str, dict[str, str] | None] = {
        "status": _any_case({code: standing.value for code, standing in mapping.status.standings().items()})
    }
    for field in Codes.model_fields:
        codes: Mapping[str, str] = getattr(mapping.codes, field)
        identity = {name: name for name in choices[field]} if field in choices else None
        tables[field] = _any_case(codes) if codes else identity
    return tables


def _any_case(codes: Mapping[str, str]) -> dict[str, str]:
    """As written first; in other capitals where that means nothing else."""
    return {**{code.casefold(): value for code, value in codes.items()}, **codes}
