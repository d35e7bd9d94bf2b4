"""Many of what a house has one of: its rows copied, each copy with ids of its own."""

import itertools
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from tests.handlers.book import Book
from tests.web.visiting import House

COPY, NUMBERS = "x", itertools.count()
# Whoever looks at pages is one and the same.
OF_ONE = {"dashboard_session", "sign_in_link", "allowance", "seen_event", "access_event"}


async def many_people(house: House, count: int) -> None:
    """So many more pairs like that of the house, with all that is kept of them."""
    ids = [house.id_of("mentee"), house.id_of("mentor"), house.ids["mentorship"]]
    _multiply(await Book.of(house.town), ids, count)


async def many_programs(house: House, count: int) -> None:
    """So many more programs like that of the house, with the same people in them."""
    ids = [house.ids[one] for one in ("program", "mentorship", "list") if one in house.ids]
    _multiply(await Book.of(house.town), ids, count)


async def many_looks(house: House, count: int) -> None:
    """So many more lines in the access log, of the manager and of others."""
    book = await Book.of(house.town)
    _copy(book, "access_event", [one for one in _rows(book, "access_event") for _ in range(count)])


def _multiply(book: Book, ids: Sequence[str], count: int) -> None:
    """Every row in which one of these ids stands, again and again, with the ids made others."""
    ends = [f"{COPY}{next(NUMBERS)}" for _ in range(count)]
    for table in book.rows().keys() - OF_ONE:
        rows = [row for row in _rows(book, table) if _names(row, ids)]
        _copy(book, table, [_renamed(row, ids, end) for row in rows for end in ends])


def _names(row: Mapping[str, Any], ids: Sequence[str]) -> bool:
    """Whether one of these stands in it, and no copy of one."""
    text = str([*row.values()])
    return any(one in text for one in ids) and not any(f"{one}{COPY}" in text for one in ids)


def _rows(book: Book, table: str) -> list[dict[str, Any]]:
    columns = [column[1] for column in book.run(f"PRAGMA table_info({table})")]
    return [dict(zip(columns, row, strict=True)) for row in book.run(f"SELECT * FROM {table}")]


def _renamed(row: Mapping[str, Any], ids: Sequence[str], end: str) -> dict[str, Any]:
    found = dict(row)
    for column in row:
        for one in ids:
            if isinstance(found[column], str):
                found[column] = found[column].replace(one, one + end)
    # A conversation belongs to one pair; whether two tell the same is not asked here.
    if row.get("channel_id") and "introduced_on" in row:
        found["channel_id"] = f"{row['channel_id']}{end}"
    return found


def _copy(book: Book, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """A number that the database gives is left to it."""
    if not rows:
        return
    columns = [name for name, value in rows[0].items() if name != "id" or isinstance(value, str)]
    named, marks = ", ".join(f"[{one}]" for one in columns), ", ".join("?" * len(columns))
    into = f"INSERT INTO {table} ({named}) VALUES ({marks})"
    connection: sqlite3.Connection = book._connection
    with connection:
        connection.executemany(into, [[row[name] for name in columns] for row in rows])
