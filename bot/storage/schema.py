"""The tables' versions: Alembic, driven from a running event loop."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, event, text

from bot.storage.engine import AnyEngine
from bot.storage.sqlite import SqliteEngine, driver_of

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic is large, and imported only where tables are looked at or moved.
MIGRATIONS = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = 7_250_164


async def upgrade(engine: AnyEngine, revision: str = "head") -> None:
    from alembic import command

    await _migrate(engine, lambda config: command.upgrade(config, revision))


async def downgrade(engine: AnyEngine, revision: str) -> None:
    """To a revision, or "base" for no tables at all."""
    from alembic import command

    await _migrate(engine, lambda config: command.downgrade(config, revision))


async def pending(engine: AnyEngine) -> list[str]:
    async with engine.connect() as connection:
        return await connection.run_sync(_pending)


def _pending(connection: Connection) -> list[str]:
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(_config(connection))
    at = MigrationContext.configure(connection).get_current_heads()
    waiting = script.iterate_revisions("head", at or "base")
    return [f"{revision.revision} {revision.doc}" for revision in reversed(list(waiting))]


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("recursive_version_locations", "true")
    return config


async def _migrate(engine: AnyEngine, move: "Callable[[Config], None]") -> None:
    if isinstance(engine, SqliteEngine):
        await _between_statements(engine, move)
        return
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL statement_timeout = 0"))
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        await connection.run_sync(lambda sync: move(_config(sync)))


class _GivenUp(Exception):
    """Somebody stopped the start."""


async def _between_statements(engine: SqliteEngine, move: "Callable[[Config], None]") -> None:
    """Let a cancel take effect once the statement at work is done, and wait until all is taken back."""
    stopping = False

    def stop(*_: object) -> None:
        if stopping:
            raise _GivenUp

    def run(sync: Connection) -> None:
        event.listen(sync, "before_cursor_execute", stop)
        try:
            with _keys_unchecked(sync), sync.begin():
                move(_config(sync))
        finally:
            event.remove(sync, "before_cursor_execute", stop)

    async with engine.thread.turn() as opening:
        work = asyncio.create_task(opening.go(run))
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            stopping = True
            while not work.done():
                with suppress(asyncio.CancelledError):
                    await asyncio.wait({work})
            work.exception()
            raise


@contextmanager
def _keys_unchecked(sync: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew; with keys checked, dropping the old drops its children.

    The setting can't be changed within a transaction.
    """
    driver = driver_of(sync)
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")
