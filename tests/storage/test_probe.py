"""A full disk, a file that is gone and a server that went away are noticed, and so is their end."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import event, text

from bot.clock import system_clock
from bot.errors import UserFacingError
from bot.storage import probe as probing
from bot.storage.probe import Probe, require_kept
from tests.databases import POSTGRESQL, SQLITE
from tests.disks import full_disk


@pytest.fixture
def always(monkeypatch):
    """Each look writes."""
    monkeypatch.setattr(probing, "TRIED_EVERY", timedelta(0))
    monkeypatch.setattr(probing, "TRIED_AGAIN", timedelta(0))


@pytest.fixture
def probe(db):
    return Probe(db, clock=system_clock)


async def test_it_writes_now_and_then_and_not_at_each_look(db, probe, kind):
    written = []

    def note(connection, cursor, statement, *_):
        written.extend([statement] if statement.startswith("INSERT") else [])

    event.listen(db._engine.sync_engine, "before_cursor_execute", note)
    assert [await probe() for _ in range(5)] == [True] * 5
    event.remove(db._engine.sync_engine, "before_cursor_execute", note)
    assert len(written) == 1


@pytest.mark.parametrize("kind", [SQLITE])
async def test_a_full_disk_is_noticed_and_so_is_room_again(probe, always, caplog):
    assert await probe()
    with full_disk():
        assert [await probe(), await probe()] == [False, False]
    assert await probe()
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


@pytest.mark.parametrize("kind", [SQLITE])
async def test_a_file_that_was_deleted_is_noticed_at_the_next_look_and_so_is_its_return(
    db, probe, monkeypatch
):
    monkeypatch.setattr(probing, "TRIED_AGAIN", timedelta(0))
    assert await probe()
    os.rename(db.path, f"{db.path}.away")
    assert not await probe()
    os.rename(f"{db.path}.away", db.path)
    assert await probe()


@pytest.mark.parametrize("kind", [SQLITE])
async def test_a_backup_in_the_place_of_a_deleted_file_is_used(db, probe, always, databases):
    async with databases.opened(SQLITE) as (url, other):
        async with other.transaction() as repos:
            await repos.workspaces.ensure("T_BACKUP", "Restored")
        await other.close()
        os.replace(url.removeprefix("sqlite:///"), db.path)
    assert await probe()
    async with db.reading() as repos:
        assert await repos.workspaces.list_ids() == ["T_BACKUP"]


@pytest.mark.parametrize("kind", [POSTGRESQL])
async def test_a_server_that_ends_all_connections_is_noticed_and_used_again(db, probe, always):
    assert await probe()
    async with db._engine.begin() as other:
        await other.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    answers = [await probe() for _ in range(4)]
    assert False in answers
    assert answers[-1]


async def test_where_nothing_can_be_written_it_says_what_to_look_for(db):
    async with db._engine.begin() as connection:
        await connection.execute(text("ALTER TABLE seen_event RENAME TO away"))
    with pytest.raises(UserFacingError, match="full or read-only disk"):
        await require_kept(db, now=system_clock())
    async with db._engine.begin() as connection:
        await connection.execute(text("ALTER TABLE away RENAME TO seen_event"))
