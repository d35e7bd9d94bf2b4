"""The database: opened once, asked for one transaction per use case."""

import os
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from enum import Enum, auto
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.errors import UserFacingError
from bot.storage import schema
from bot.storage.busy import saying_busy
from bot.storage.encryption import Cipher
from bot.storage.engine import (
    UNREACHABLE,
    AnyEngine,
    engine_for,
    file_of,
    for_reading,
    without_transactions,
)
from bot.storage.feedback.sealing import Seals
from bot.storage.giving_way import GivingWay
from bot.storage.privacy.deletions import Deletions
from bot.storage.repositories import Repositories
from bot.storage.sqlite import SqliteEngine

T = TypeVar("T")
Identity = tuple[int, int]

# No more than so many rows of each index. What another connection knew is read anew only where a table was
# made.
LOOK_AT_TABLES = ("PRAGMA analysis_limit = 400", "DROP TABLE IF EXISTS sqlite_stat1", "ANALYZE")


class FileState(Enum):
    """What has become of the file that was opened."""

    SAME = auto()
    ANOTHER = auto()
    GONE = auto()


class Database:
    """`path` is the file of a SQLite database, None for any other."""

    def __init__(
        self,
        engine: AnyEngine,
        *,
        cipher: Cipher,
        path: str | None = None,
        forgotten_file: Path | None = None,
    ) -> None:
        self.path = path
        self._file: Identity | None = None
        self._engine = engine
        self._without_transactions = without_transactions(engine)
        self._reading = for_reading(engine)
        self._kept_by: dict[str, Any] = {
            "cipher": cipher,
            "deletions": Deletions(forgotten_file, cipher),
            "seals": Seals(cipher),
        }

    @classmethod
    async def open(cls, url: str, *, cipher: Cipher, forgotten_file: Path | None = None) -> "Database":
        """Deletions are noted in `forgotten_file`. Tables are made by migrate.

        Raises UserFacingError when the address is wrong or nobody answers.
        """
        database = cls(engine_for(url), cipher=cipher, path=file_of(url), forgotten_file=forgotten_file)
        try:
            await database.ping()
            database.file()
        except (DBAPIError, OSError) as error:
            await database.close()
            raise UserFacingError(UNREACHABLE) from error
        return database

    async def close(self) -> None:
        """End all connections. What is asked afterwards opens new ones, to whatever file is there then."""
        self._file = None
        await self._without_transactions.dispose()
        await self._reading.dispose()
        await self._engine.dispose()

    def file(self) -> FileState:
        """Look at what stands at `path` now; the first look after opening knows nothing to compare with."""
        found = _identity(self.path)
        self._file = self._file or found
        if found == self._file:
            return FileState.SAME
        return FileState.ANOTHER if found else FileState.GONE

    async def ping(self) -> None:
        """Raises when the database does not answer."""
        async with self._engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def migrate(self) -> None:
        """Bring the tables up to date. Any number of processes may ask at once."""
        await schema.upgrade(self._engine)

    async def pending_migrations(self) -> list[str]:
        """What migrate would do, oldest first; empty when the tables are up to date."""
        return await schema.pending(self._engine)

    async def look_at_tables(self) -> None:
        """Let SQLite see how much is in its tables, so that it finds the right index; takes milliseconds.

        PostgreSQL does it by itself.
        """
        if isinstance(self._engine, SqliteEngine):
            async with self._engine.begin() as connection:
                for statement in LOOK_AT_TABLES:
                    await connection.execute(text(statement))

    async def leave_nothing_behind(self) -> None:
        """Bring what was deleted out of SQLite's log of changes as well, if nobody is reading at this moment.

        PostgreSQL's log is the business of whoever runs it.
        """
        if isinstance(self._engine, SqliteEngine):
            await self._engine.empty_log()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Repositories]:
        """Commit when the block ends, roll back when it raises. Never open one inside another.

        Like all below it raises DatabaseBusy where the database is locked for too long.
        """
        with saying_busy():
            async with self._engine.begin() as connection:
                yield Repositories(connection, **self._kept_by)

    async def in_one_trip(self, work: Callable[[Repositories], Coroutine[Any, Any, T]]) -> T:
        """Run a transaction that waits for nothing but the database: on SQLite in one trip to its thread.

        It commits when `work` returns, and rolls back when it raises. Raises RuntimeError where it waits for
        anything else.
        """
        if isinstance(self._engine, SqliteEngine):
            with saying_busy():
                return await self._engine.in_one_trip(lambda at: work(Repositories(at, **self._kept_by)))
        async with self.transaction() as repos:
            return await work(repos)

    async def read_in_one_trip(self, work: Callable[[Repositories], Coroutine[Any, Any, T]]) -> T:
        """Run a `reading` that waits for nothing but the database: on SQLite in one trip to its thread."""
        if isinstance(self._reading, SqliteEngine):
            with saying_busy():
                return await self._reading.in_one_trip(lambda at: work(Repositories(at, **self._kept_by)))
        async with self.reading() as repos:
            return await work(repos)

    async def read_giving_way(self, work: Callable[[Repositories], Coroutine[Any, Any, T]]) -> T:
        """The same, for what is long and in no hurry: clicks go first.

        On PostgreSQL it rests before each statement, as all that is read is taken in where clicks are.
        """
        if isinstance(self._reading, SqliteEngine):
            return await self.read_in_one_trip(work)
        async with self._reading.begin() as connection:
            return await work(Repositories(GivingWay(connection), **self._kept_by))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Repositories]:
        """See one moment of the database and change nothing; on SQLite no click waits for it."""
        with saying_busy():
            async with self._reading.begin() as connection:
                yield Repositories(connection, **self._kept_by)

    @asynccontextmanager
    async def statement(self) -> AsyncIterator[Repositories]:
        """For one statement, which commits by itself and so is as safe as a transaction, but quicker.

        What runs several must use transaction.
        """
        with saying_busy():
            async with self._without_transactions.connect() as connection:
                yield Repositories(connection, **self._kept_by)


def _identity(path: str | None) -> Identity | None:
    try:
        found = os.stat(path) if path else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None
