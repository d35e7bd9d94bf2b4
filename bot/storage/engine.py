"""Engines for the two databases, from the address people write."""

import sqlite3
from contextlib import closing

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine import AdaptedConnection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry

from bot.errors import UserFacingError

WRONG_URL = (
    "DATABASE_URL is not an address I can use. Write sqlite:///lamplight.db for a file, "
    "or postgresql://user:password@host/name for PostgreSQL."
)
UNREACHABLE = "The database does not answer. Check DATABASE_URL and that the database is running."
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
)
# Compiling a query costs more than any of ours takes.
POSTGRESQL_SETTINGS = {
    "application_name": "lamplight",
    "jit": "off",
    "statement_timeout": "15000",
    "idle_in_transaction_session_timeout": "15000",
}
POSTGRESQL_CONNECTIONS = 20
LONGEST_WAIT_SECONDS = 30
COMMITS_ITSELF = "commits_itself"


def engine_for(url: str) -> AsyncEngine:
    """Raises UserFacingError for an address of anything but SQLite and PostgreSQL, or an unusable file."""
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UserFacingError(WRONG_URL) from error
    match parts.drivername:
        case "sqlite":
            return _sqlite(parts)
        case "postgresql" | "postgres" if parts.database:
            return _postgresql(parts)
    raise UserFacingError(WRONG_URL)


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


def _sqlite(url: URL) -> AsyncEngine:
    """One connection, which each transaction waits for in turn: more would fail with "database is locked"."""
    if url.database:
        _require_openable(url.database)
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite"),
        hide_parameters=True,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=LONGEST_WAIT_SECONDS,
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _require_openable(path: str) -> None:
    """Tried without aiosqlite, whose thread outlives a failure and then complains of a closed event loop."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA schema_version")
    except sqlite3.Error as error:
        raise UserFacingError(UNREACHABLE) from error


def without_transactions(engine: AsyncEngine) -> AsyncEngine:
    """The same connections, where each statement commits by itself: no round trips to begin and commit."""
    if engine.dialect.name == "sqlite":
        # Its AUTOCOMMIT would set the connection back afterwards, to what Python's driver prefers.
        return engine.execution_options(**{COMMITS_ITSELF: True})
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    """Straight on the driver: one trip to its thread instead of three."""
    if connection.get_execution_options().get(COMMITS_ITSELF):
        return
    adapted = connection.connection.dbapi_connection
    assert isinstance(adapted, AdaptedConnection)
    adapted.run_async(lambda driver: driver.execute("BEGIN IMMEDIATE"))
