"""Whoever stops a start in the middle of migrating gets it stopped, and the next start migrates."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import event, text

from bot.storage.database import Database
from tests.databases import SQLITE, Databases, opened
from tests.storage.hospital import move_in

AROUND = ("before_cursor_execute", "after_cursor_execute")
SPREAD = 4
TURNS = (0, 1, 2, 3, 4, 6, 9, 14, 60, 300)


async def statements_of(databases: Databases, kind: str) -> int:
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        count = 0

        def one_more(*_: object) -> None:
            nonlocal count
            count += 1

        event.listen(db._engine.sync_engine, AROUND[0], one_more)
        await db.migrate()
    return count


@asynccontextmanager
async def bare(databases: Databases, kind: str) -> AsyncIterator[tuple[str, Database]]:
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        yield url, db


def at_statement(db: Database, number: int, moment: str, then: Callable[[], object]) -> None:
    """Once, before or after the statement of that number."""
    left = number

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            then()

    event.listen(db._engine.sync_engine, moment, count)


async def starts_again(url: str, db: Database, *, anew: bool) -> None:
    """In this process or another, at once, and with everything in place."""
    async with asyncio.timeout(5):
        if anew:
            async with opened(url) as other:
                await other.migrate()
        await db.migrate()
    if url.startswith("sqlite"):
        async with db._engine.connect() as connection:
            assert (await connection.execute(text("PRAGMA foreign_keys"))).scalar_one() == 1
    assert await db.pending_migrations() == []
    await move_in(db)


@pytest.mark.parametrize("moment", AROUND)
async def test_a_cancel_at_any_statement_is_a_cancel_and_the_next_start_migrates(
    databases: Databases, kind: str, moment: str
) -> None:
    count = await statements_of(databases, kind)
    for number in (*range(1, count, count // SPREAD), count):
        async with bare(databases, kind) as (url, db):
            task = asyncio.create_task(db.migrate())
            at_statement(db, number, moment, task.cancel)
            with pytest.raises(asyncio.CancelledError):
                await task
            await starts_again(url, db, anew=bool(number % 2))


async def test_so_it_is_at_any_other_moment(databases: Databases) -> None:
    """While the file is set up or the transaction begins, and some way into it."""
    for turns in TURNS:
        async with bare(databases, SQLITE) as (url, db):
            task = asyncio.create_task(db.migrate())
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await starts_again(url, db, anew=bool(turns % 2))


async def test_a_second_cancel_changes_nothing(databases: Databases, kind: str) -> None:
    async with bare(databases, kind) as (url, db):
        task = asyncio.create_task(db.migrate())

        def twice() -> None:
            task.cancel()
            asyncio.get_running_loop().call_soon(task.cancel)

        at_statement(db, 20, AROUND[0], twice)
        with pytest.raises(asyncio.CancelledError):
            await task
        await starts_again(url, db, anew=True)


async def test_a_cancel_while_somebody_else_has_the_connection_does_not_wait_for_them(
    databases: Databases, kind: str
) -> None:
    async with bare(databases, kind) as (url, db):
        async with db._engine.connect() as others:
            await others.execute(text("SELECT 1"))
            task = asyncio.create_task(db.migrate())
            await asyncio.sleep(0)
            task.cancel()
            async with asyncio.timeout(5):
                with pytest.raises(asyncio.CancelledError):
                    await task
        await starts_again(url, db, anew=False)
