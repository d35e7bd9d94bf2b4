"""The tables' versions: Alembic, driven from a running event loop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

MIGRATIONS = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = 7_250_164


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    async with _alone(engine) as connection:
        await connection.run_sync(lambda sync: command.upgrade(_config(sync), revision))


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """To a revision, or "base" for no tables at all."""
    async with _alone(engine) as connection:
        await connection.run_sync(lambda sync: command.downgrade(_config(sync), revision))


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
        await raw.driver_connection.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            await raw.driver_connection.execute("PRAGMA foreign_keys = ON")
