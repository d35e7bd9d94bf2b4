"""A wait for the database that took too long is said as such, by either database."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from bot.errors import DatabaseBusy
from bot.storage.database import Database
from bot.storage.engine import LONGEST_LOCK, LONGEST_STATEMENT
from bot.storage.repositories import Repositories
from tests.databases import POSTGRESQL, SQLITE
from tests.people import MONDAY


@pytest.mark.parametrize("kind", [SQLITE])
async def test_a_file_that_another_process_has_locked(db: Database) -> None:
    async with db.transaction() as repos:
        await repos.connection.execute(text("PRAGMA busy_timeout = 20"))
    with closing(sqlite3.connect(db.path or "", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for asking in (db.transaction, db.statement):
            with pytest.raises(DatabaseBusy, match=f"busy for {LONGEST_LOCK.seconds} s"):
                async with asking() as repos:
                    await repos.events.first_time("E1", MONDAY)
        with pytest.raises(DatabaseBusy):
            await db.in_one_trip(lambda repos: repos.events.first_time("E1", MONDAY))


@pytest.mark.parametrize("kind", [POSTGRESQL])
async def test_a_statement_that_waits_too_long_for_a_lock(db: Database) -> None:
    async def wait(repos: Repositories) -> None:
        await repos.connection.execute(text("SET LOCAL statement_timeout = 20"))
        await repos.connection.execute(text("SELECT pg_sleep(1)"))

    with pytest.raises(DatabaseBusy, match=f"busy for {LONGEST_STATEMENT.seconds} s"):
        await db.in_one_trip(wait)


async def test_what_is_wrong_by_itself_stays_an_error_of_its_own(db: Database) -> None:
    with pytest.raises(Exception, match="nowhere"):
        async with db.transaction() as repos:
            await repos.connection.execute(text("SELECT 1 FROM nowhere"))
