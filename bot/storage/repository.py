"""What every repository is made of: one connection inside one transaction, and nouns turned into values."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import Column, Connection, Dialect, Executable, Row, Table
from sqlalchemy.dialects.postgresql import Insert, insert

from bot.storage.columns import CLOCK

Noun = TypeVar("Noun")
T = TypeVar("T")


class Answer(Protocol):
    """The answer to a statement, read whole."""

    @property
    def rowcount(self) -> int: ...

    def all(self) -> Sequence[Row[Any]]: ...

    def first(self) -> Row[Any] | None: ...

    def scalar_one(self) -> Any: ...


class Asked(Protocol):
    """The connection a transaction asks: of SQLAlchemy's asyncio on PostgreSQL, of our thread on SQLite."""

    @property
    def dialect(self) -> Dialect: ...

    async def execute(self, statement: Executable, values: Any = None, /) -> Answer: ...

    async def run_sync(self, move: Callable[[Connection], T], /) -> T: ...


class Repository:
    """A noun's queries. Never commits; lives as long as the transaction it was made in."""

    def __init__(self, connection: Asked) -> None:
        self._connection = connection

    async def _run(self, statement: Executable, values: Any = None) -> Answer:
        return await self._connection.execute(statement, values)

    async def _all(
        self, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[Row[Any]]:
        return (await self._run(statement, values)).all()

    async def _first(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Row[Any] | None:
        return (await self._run(statement, values)).first()

    async def _run_for_each(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            await self._run(statement, rows)


class _IsDataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


def values_of(noun: _IsDataclass, *, without: Iterable[str] = ()) -> dict[str, Any]:
    """A noun's fields by name, shallow, as its table's columns are called."""
    left_out = frozenset(without)
    return {field.name: getattr(noun, field.name) for field in fields(noun) if field.name not in left_out}


def noun_of(kind: Callable[..., Noun], row: Row[Any], **more: Any) -> Noun:
    """The noun a row stands for, when columns and fields have the same names."""
    return kind(**row._mapping, **more)


def nouns_of(kind: Callable[..., Noun], rows: Sequence[Row[Any]]) -> list[Noun]:
    """The same of many rows of one answer: their names are looked up once."""
    names = rows[0]._fields if rows else ()
    return [kind(**dict(zip(names, row, strict=True))) for row in rows]


def columns_of(table: Table) -> list[Column[Any]]:
    """List a table's columns without the clocks, which are no noun's."""
    return [column for column in table.c if CLOCK not in column.info]


def add_new(table: Table) -> Insert:
    """Insert unless a unique key is taken. PostgreSQL's clause; it is SQLite's as well."""
    return insert(table).on_conflict_do_nothing()


def save_over(table: Table) -> Insert:
    """Insert, or replace all other columns of the row with this primary key."""
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    saved = [one.name for one in table.c if one.name not in keys and one.info.get(CLOCK) != "kept"]
    others = {name: statement.excluded[name] for name in saved}
    return statement.on_conflict_do_update(index_elements=keys, set_=others)
