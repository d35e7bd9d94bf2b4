"""Engines for the two databases, from the address people write."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from bot.errors import UserFacingError
from bot.private_files import make_private
from bot.storage.kept_open import KeptOpen
from bot.storage.sqlite import LONGEST_WAIT_SECONDS, SqliteEngine, SqliteThread

WRONG_URL = (
    "DATABASE_URL is not an address I can use. Write sqlite:///lamplight.db for a file, "
    "or postgresql://user:password@host/name for PostgreSQL."
)
UNREACHABLE = "The database does not answer. Check DATABASE_URL and that the database is running."
MILLISECOND = timedelta(milliseconds=1)
# How long a statement waits for another process, and how long PostgreSQL works on one.
LONGEST_LOCK, LONGEST_STATEMENT = timedelta(seconds=10), timedelta(seconds=15)
BUSY_TIMEOUT = f"PRAGMA busy_timeout = {LONGEST_LOCK // MILLISECOND}"
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    BUSY_TIMEOUT,
    # Whatever the build does by itself: what is deleted is written over.
    "PRAGMA secure_delete = ON",
)
READING_PRAGMAS = ("PRAGMA query_only = ON", BUSY_TIMEOUT)
# Compiling a query costs more than any of ours takes.
POSTGRESQL_SETTINGS = {
    "application_name": "lamplight",
    "jit": "off",
    "statement_timeout": f"{LONGEST_STATEMENT // MILLISECOND}",
    "idle_in_transaction_session_timeout": "15000",
}
POSTGRESQL_CONNECTIONS = 20

AnyEngine = AsyncEngine | SqliteEngine


def engine_for(url: str) -> AnyEngine:
    """Raises UserFacingError for an address of anything but SQLite and PostgreSQL, or an unusable file."""
    parts = _parts(url)
    match parts.drivername:
        case "sqlite":
            return _sqlite(parts)
        case "postgresql" | "postgres" if parts.database:
            return _postgresql(parts)
    raise UserFacingError(WRONG_URL)


def _parts(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UserFacingError(WRONG_URL) from error


def file_of(url: str) -> str | None:
    """The file that an address means; None for PostgreSQL, and for SQLite in memory."""
    parts = _parts(url)
    is_file = parts.drivername == "sqlite" and parts.database and parts.database != ":memory:"
    return parts.database if is_file else None


def _postgresql(url: URL) -> AsyncEngine:
    return create_async_engine(
        url.set(drivername="postgresql+asyncpg"),
        # Values bound to a statement never reach a log.
        hide_parameters=True,
        pool_size=POSTGRESQL_CONNECTIONS,
        max_overflow=0,
        pool_timeout=LONGEST_WAIT_SECONDS,
        connect_args={"server_settings": POSTGRESQL_SETTINGS},
    )


def _sqlite(url: URL) -> SqliteEngine:
    """One connection that writes, which each transaction waits for in turn: more would find it locked."""
    if url.database and url.database != ":memory:":
        _require_openable(url.database)
    return SqliteEngine(SqliteThread(_sync_sqlite(url, PRAGMAS), begin="BEGIN IMMEDIATE"))


def _sync_sqlite(url: URL, pragmas: Sequence[str]) -> Engine:
    """One connection, for the thread that asks for it."""
    engine = create_engine(url.set(drivername="sqlite"), hide_parameters=True, poolclass=StaticPool)

    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    event.listen(engine, "connect", prepare)
    return engine


def _require_openable(path: str) -> None:
    """Tried before anything else, so that a wrong file is told of at once."""
    try:
        # SQLite's log and its index have the permissions of the database.
        make_private(Path(path))
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA schema_version")
    except (sqlite3.Error, OSError) as error:
        raise UserFacingError(UNREACHABLE) from error


def without_transactions(engine: AnyEngine) -> SqliteEngine | KeptOpen:
    """Make an engine on which each statement commits by itself: no round trips to begin and commit."""
    if isinstance(engine, SqliteEngine):
        return SqliteEngine(engine.thread, commits_itself=True)
    return KeptOpen(engine)


def for_reading(engine: AnyEngine) -> AnyEngine:
    """Make an engine whose transactions only read, and on SQLite delay nobody: a connection of its own.

    A database in memory has no second connection.
    """
    if isinstance(engine, SqliteEngine):
        url = engine.sync_engine.url
        if not url.database or url.database == ":memory:":
            return engine
        return SqliteEngine(SqliteThread(_sync_sqlite(url, READING_PRAGMAS), begin="BEGIN"))
    return engine.execution_options(postgresql_readonly=True)
