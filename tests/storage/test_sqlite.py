"""SQLite on its thread: in turn, whole or not at all, given up safely, and silent about what it was told."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError, ResourceClosedError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from bot.domain.people import Workspace
from bot.errors import DatabaseBusy
from bot.storage import sqlite
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.storage.sqlite import SqliteEngine, driver_of
from tests.databases import POSTGRESQL, SQLITE, Databases, opened
from tests.storage.hospital import PROGRAM, WS, move_in

ROUND = "before_cursor_execute"
NEVER = Workspace(WS, "Never")


@pytest.fixture
async def db(databases: Databases) -> AsyncIterator[Database]:
    async with databases.open(SQLITE) as db:
        await move_in(db)
        await rename(db, replace(NEVER, name="St Elsewhere"))
        yield db


def writer(db: Database) -> SqliteEngine:
    assert isinstance(db._engine, SqliteEngine)
    return db._engine


async def name(db: Database) -> str:
    async with db.reading() as repos:
        return (await repos.workspaces.get(WS)).name


async def rename(db: Database, workspace: Workspace) -> None:
    async with db.transaction() as repos:
        await repos.workspaces.save(workspace)


class Gate:
    """Holds the thread at a statement that contains a word, until it is opened."""

    def __init__(self, db: Database, word: str) -> None:
        self.reached, self._open = threading.Event(), threading.Event()
        self._word = word
        event.listen(writer(db).sync_engine, ROUND, self._hold)

    def _hold(self, *args: object) -> None:
        if self._word in str(args[2]) and not self._open.is_set():
            self.reached.set()
            self._open.wait(10)

    async def is_reached(self) -> None:
        assert await asyncio.to_thread(self.reached.wait, 10)

    def open(self) -> None:
        self._open.set()


async def test_a_cancel_while_a_statement_is_at_work_keeps_nothing(db: Database) -> None:
    was, gate = await name(db), Gate(db, "workspace")
    changing = asyncio.create_task(rename(db, NEVER))
    await gate.is_reached()
    changing.cancel()
    gate.open()
    with pytest.raises(asyncio.CancelledError):
        await changing
    assert await name(db) == was
    await rename(db, replace(NEVER, name="Next"))
    assert await name(db) == "Next"


async def test_the_next_waits_until_what_was_given_up_is_taken_back(db: Database) -> None:
    gate = Gate(db, "workspace")
    changing = asyncio.create_task(rename(db, NEVER))
    await gate.is_reached()
    changing.cancel()
    after = asyncio.create_task(db.ping())
    done, _ = await asyncio.wait({changing, after}, timeout=0.1)
    assert not done
    gate.open()
    await asyncio.wait({changing, after})
    assert changing.cancelled()
    assert after.exception() is None


async def test_a_cancel_between_two_statements_keeps_nothing(db: Database) -> None:
    was, began = await name(db), asyncio.Event()

    async def change() -> None:
        async with db.transaction() as repos:
            await repos.workspaces.save(NEVER)
            began.set()
            await asyncio.Event().wait()

    changing = asyncio.create_task(change())
    await began.wait()
    changing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await changing
    assert await name(db) == was


async def test_a_cancel_during_the_commit_lets_it_end_and_is_still_a_cancel(db: Database) -> None:
    arrived, go_on = threading.Event(), threading.Event()

    def hold(*_: object) -> None:
        arrived.set()
        go_on.wait(10)

    event.listen(writer(db).sync_engine, "commit", hold)
    changing = asyncio.create_task(rename(db, replace(NEVER, name="Kept")))
    assert await asyncio.to_thread(arrived.wait, 10)
    for _ in range(2):
        changing.cancel()
        await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await changing
    event.remove(writer(db).sync_engine, "commit", hold)
    assert await name(db) == "Kept"


async def test_a_cancel_while_waiting_in_turn_takes_nobody_elses(db: Database) -> None:
    async with db.transaction() as repos:
        waiting = asyncio.create_task(rename(db, NEVER))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await repos.workspaces.save(replace(NEVER, name="Mine"))
    assert await name(db) == "Mine"


async def test_what_waits_too_long_is_told(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "LONGEST_WAIT_SECONDS", 0.01)
    async with db.transaction():
        with pytest.raises(WaitedTooLong, match="busy"):
            await db.ping()
    await db.ping()


async def test_a_file_that_somebody_else_writes_is_an_error_of_the_database(databases: Databases) -> None:
    async with databases.opened(SQLITE) as (url, here), opened(url) as there:
        await move_in(here)
        async with there._engine.connect() as connection:
            await connection.run_sync(lambda sync: driver_of(sync).execute("PRAGMA busy_timeout = 1"))
        async with here.transaction() as repos:
            await repos.workspaces.get(WS)
            with pytest.raises(DatabaseBusy):
                await rename(there, NEVER)
        await rename(there, replace(NEVER, name="Later"))
        assert await name(here) == "Later"


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
async def test_an_error_does_not_say_what_the_statement_was_told(databases: Databases, kind: str) -> None:
    async with databases.open(kind) as db:
        await move_in(db)
        async with db.transaction() as repos:
            with pytest.raises(IntegrityError) as caught:
                await repos.programs.add(replace(PROGRAM, name="Secret"))
        assert "Secret" not in str(caught.value)


async def test_closing_waits_for_the_statement_at_work_and_keeps_nothing_of_it(databases: Databases) -> None:
    async with databases.opened(SQLITE) as (url, db):
        await move_in(db)
        was, gate = await name(db), Gate(db, "workspace")
        changing = asyncio.create_task(rename(db, NEVER))
        await gate.is_reached()
        closing = asyncio.create_task(db.close())
        done, _ = await asyncio.wait({closing}, timeout=0.1)
        assert not done
        gate.open()
        await asyncio.wait({closing, changing})
        assert isinstance(changing.exception(), ResourceClosedError)
        async with opened(url) as again:
            assert await name(again) == was


async def test_what_was_at_work_when_it_closed_does_not_go_on_in_what_is_opened_next(db: Database) -> None:
    """Neither its statements nor its commit, however late they come."""
    async with contextlib.AsyncExitStack() as stack:
        repos = await stack.enter_async_context(db.transaction())
        await repos.workspaces.save(NEVER)
        await db.close()
        assert await name(db) == "St Elsewhere"
        await rename(db, replace(NEVER, name="Next"))
        with pytest.raises(ResourceClosedError):
            await repos.workspaces.save(NEVER)
        with pytest.raises(ResourceClosedError):
            await stack.aclose()
    assert await name(db) == "Next"


async def test_after_closing_it_opens_again_by_itself(db: Database) -> None:
    await db.close()
    await db.close()
    assert await name(db) == "St Elsewhere"


async def test_no_thread_is_left_after_closing(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    async with opened(f"sqlite:///{tmp_path / 'one.db'}") as db:
        await db.migrate()
        async with db.reading() as repos:
            await repos.installations.list_all()
        assert {one.name for one in set(threading.enumerate()) - before} == {"sqlite_0"}
    assert set(threading.enumerate()) <= before


async def test_a_page_is_read_while_somebody_writes(db: Database) -> None:
    was = await name(db)
    async with db.transaction() as repos:
        await repos.workspaces.save(NEVER)
        async with asyncio.timeout(5):
            assert await name(db) == was
    assert await name(db) == "Never"


async def test_a_click_is_answered_while_a_page_is_read(db: Database) -> None:
    async with db.reading() as repos:
        was = (await repos.workspaces.get(WS)).name
        async with asyncio.timeout(5):
            await rename(db, NEVER)
        assert (await repos.workspaces.get(WS)).name == was


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
async def test_a_page_changes_nothing(databases: Databases, kind: str) -> None:
    async with databases.open(kind) as db:
        await move_in(db)
        with pytest.raises(DBAPIError):
            async with db.reading() as repos:
                await repos.workspaces.save(NEVER)
        await rename(db, NEVER)


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
async def test_a_whole_transaction_goes_in_one_trip(databases: Databases, kind: str) -> None:
    async with databases.open(kind) as db:
        await move_in(db)

        async def work(repos: Repositories) -> str:
            workspace = await repos.workspaces.get(WS)
            await repos.workspaces.save(replace(workspace, name=f"{workspace.name}."))
            return workspace.name

        async def fail(repos: Repositories) -> str:
            await work(repos)
            raise LookupError

        was = await name(db)
        assert await db.in_one_trip(work) == was
        with pytest.raises(LookupError):
            await db.in_one_trip(fail)
        assert await name(db) == f"{was}."


async def test_a_transaction_in_one_trip_may_wait_for_nothing_else(db: Database) -> None:
    async def work(repos: Repositories) -> None:
        await repos.workspaces.save(NEVER)
        await asyncio.sleep(0)

    was = await name(db)
    with pytest.raises(RuntimeError, match="waits for something other"):
        await db.in_one_trip(work)
    assert await name(db) == was


async def test_fifty_at_once_in_one_trip_each_count(db: Database) -> None:
    async def one_more(repos: Repositories) -> None:
        workspace = await repos.workspaces.get(WS)
        await repos.workspaces.save(replace(workspace, name=f"{workspace.name}."))

    was = await name(db)
    await asyncio.gather(*(db.in_one_trip(one_more) for _ in range(50)))
    assert await name(db) == was + "." * 50


async def test_statements_that_commit_themselves_are_each_kept(db: Database) -> None:
    async with db.statement() as repos:
        await repos.workspaces.save(replace(NEVER, name="One"))
    assert await name(db) == "One"


async def test_what_is_deleted_stands_in_no_file_any_more(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path}/lamplight.db") as db:
        await db.migrate()
        await move_in(db)
        async with db.transaction() as repos:
            await repos.installations.delete("T1")
        assert b"UADA" in (tmp_path / "lamplight.db-wal").read_bytes()
        await db.leave_nothing_behind()
        assert files_with(tmp_path, b"UADA") == []


def files_with(folder: Path, text: bytes) -> list[str]:
    return [one.name for one in folder.iterdir() if text in one.read_bytes()]


async def test_the_log_is_left_for_later_while_somebody_reads(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path}/lamplight.db") as db:
        await db.migrate()
        async with db.reading() as repos:
            assert await repos.workspaces.list_ids() == []
            await move_in(db)
            async with asyncio.timeout(5):
                await db.leave_nothing_behind()
            assert await repos.workspaces.list_ids() == []
        async with db.transaction() as repos:
            assert await repos.workspaces.list_ids() == ["T1"]
