"""The tables' versions: Alembic, driven from a running event loop."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

MIGRATIONS = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = 7_250_164


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    await _migrate(engine, lambda config: command.upgrade(config, revision))


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """To a revision, or "base" for no tables at all."""
    await _migrate(engine, lambda config: command.downgrade(config, revision))


async def pending(engine: AsyncEngine) -> list[str]:
    async with engine.connect() as connection:
        return await connection.run_sync(_pending)


def _pending(connection: Connection) -> list[str]:
    script = ScriptDirectory.from_config(_config(connection))
    at = MigrationContext.configure(connection).get_current_heads()
    waiting = script.iterate_revisions("head", at or "base")
    return [f"{revision.revision} {revision.doc}" for revision in reversed(list(waiting))]


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


async def _migrate(engine: AsyncEngine, move: Callable[[Config], None]) -> None:
    async with _alone(engine) as connection:
        if engine.dialect.name == "sqlite":
            await _between_statements(connection, move)
        else:
            await connection.run_sync(lambda sync: move(_config(sync)))


async def _between_statements(connection: AsyncConnection, move: Callable[[Config], None]) -> None:
    """Let a cancel take effect once the statement at work is done.

    Given up within one, a connection to SQLite is closed in name only and keeps its lock.
    """
    stopping = False

    def stop(*_: object) -> None:
        if stopping:
            raise asyncio.CancelledError

    def run(sync: Connection) -> None:
        event.listen(sync, "before_cursor_execute", stop)
        try:
            move(_config(sync))
        finally:
            event.remove(sync, "before_cursor_execute", stop)

    work = asyncio.create_task(connection.run_sync(run))
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        stopping = True
        while not work.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait({work})
        raise


@asynccontextmanager
async def _alone(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction in which nobody else migrates."""
    if engine.dialect.name == "sqlite":
        async with _keys_unchecked(engine) as connection, connection.begin():
            yield connection
    else:
        async with engine.begin() as connection:
            await connection.execute(text("SET LOCAL statement_timeout = 0"))
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
            yield connection


@asynccontextmanager
async def _keys_unchecked(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """SQLite changes a table by making it anew; with keys checked, dropping the old drops its children."""
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        try:
            await raw.driver_connection.execute("PRAGMA foreign_keys = OFF")
            yield connection
            await raw.driver_connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            # Stopped midway it may be in a transaction, where the setting can't be changed back.
            await connection.invalidate()
            raise
