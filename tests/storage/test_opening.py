"""Opening a database: what a wrong address says, and how each kind is set up."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import UserFacingError
from bot.storage.database import Database
from bot.storage.encryption import Cipher
from tests.databases import KEY, POSTGRESQL, SQLITE, Databases, opened

CIPHER = Cipher([KEY])


@pytest.mark.parametrize(
    "url",
    [
        "",
        "lamplight.db",
        "mysql://localhost/x",
        "sqlite+pysqlite:///x",
        "postgresql://",
        "postgresql://h:x/y",
    ],
)
async def test_a_wrong_address_says_how_to_write_one(url: str) -> None:
    with pytest.raises(UserFacingError, match="Write sqlite:///lamplight.db for a file"):
        await Database.open(url, cipher=CIPHER)


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "roster.xlsx").write_text("not a database, " * 100)
    with pytest.raises(UserFacingError, match="does not answer"):
        await Database.open(f"sqlite:///{tmp_path / 'roster.xlsx'}", cipher=CIPHER)


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all/x.db", "postgresql://u:hunter2@127.0.0.1:1/x"])
async def test_a_database_that_does_not_answer_is_named_without_its_password(url: str) -> None:
    with pytest.raises(UserFacingError, match="does not answer") as caught:
        await Database.open(url, cipher=CIPHER)
    assert "hunter2" not in str(caught.value)


async def test_a_database_that_is_not_there_is_told_of(databases: Databases) -> None:
    async with databases.address(POSTGRESQL) as url:
        with pytest.raises(UserFacingError, match="does not answer"):
            await Database.open(url.replace("/test_", "/missing_"), cipher=CIPHER)


async def test_a_database_in_memory_is_one_for_all_transactions() -> None:
    async with opened("sqlite://") as db:
        await db.migrate()
        async with db.transaction() as repos:
            await repos.workspaces.ensure("T1", "St Elsewhere")
        async with db.transaction() as repos:
            assert (await repos.workspaces.get("T1")).name == "St Elsewhere"


async def test_fifty_transactions_at_once_share_the_one_in_memory() -> None:
    async with opened("sqlite://") as db:
        await db.migrate()

        async def ensure(number: int) -> None:
            async with db.transaction() as repos:
                await repos.workspaces.ensure(f"T{number}")

        await asyncio.gather(*(ensure(number) for number in range(50)))


async def test_a_second_process_on_the_same_file_waits_its_turn(databases: Databases) -> None:
    async def rename(db: Database) -> None:
        async with db.transaction() as repos:
            workspace = await repos.workspaces.get("T1")
            await repos.workspaces.save(replace(workspace, name=f"{workspace.name}."))

    async with databases.address(SQLITE) as url, opened(url) as here, opened(url) as there:
        async with here.transaction() as repos:
            await repos.workspaces.ensure("T1")
        await asyncio.gather(*(rename(db) for db in [here, there] * 10))
        async with there.transaction() as repos:
            assert (await repos.workspaces.get("T1")).name == "." * 20


async def test_a_file_is_still_there_after_opening_it_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    async with opened(url) as db:
        await db.migrate()
        async with db.transaction() as repos:
            await repos.workspaces.ensure("T1")
    async with opened(url) as db, db.transaction() as repos:
        assert (await repos.workspaces.get("T1")).id == "T1"


@pytest.mark.parametrize(
    ("kind", "show", "expected"),
    [
        (SQLITE, "PRAGMA journal_mode", "wal"),
        (SQLITE, "PRAGMA synchronous", "2"),
        (SQLITE, "PRAGMA foreign_keys", "1"),
        (SQLITE, "PRAGMA busy_timeout", "10000"),
        (SQLITE, "PRAGMA secure_delete", "1"),
        (POSTGRESQL, "SHOW statement_timeout", "15s"),
        (POSTGRESQL, "SHOW idle_in_transaction_session_timeout", "15s"),
    ],
)
async def test_connections_are_set_up(databases: Databases, kind: str, show: str, expected: str) -> None:
    async with databases.open(kind) as db, db._engine.connect() as connection:
        assert str((await connection.execute(text(show))).scalar_one()) == expected
