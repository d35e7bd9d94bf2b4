"""The page for hospital IT says how to back up and to restore: its own commands, in its own order."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.config import Settings
from bot.domain.acts import Act
from bot.domain.people import Person
from bot.operations.upkeep import migrate_database
from bot.storage.opening import opened
from bot.usecases.privacy.forgetting import forget_person
from tests.operations.command_line import lamplight
from tests.people import MONDAY

PAGE = (Path(__file__).parents[2] / "docs" / "for_it.md").read_text(encoding="utf-8")
BACKUP = PAGE.partition("## Backup and restore\n")[2].partition("\n## Removing it")[0]


@pytest.fixture
def environ(tmp_path):
    return {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "shh",
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "DATABASE_URL": f"sqlite:///{tmp_path}/lamplight.db",
    }


async def take_part(environ, *user_ids):
    await migrate_database(Settings.from_env(environ))
    async with opened(Settings.from_env(environ)) as db, db.transaction() as repos:
        await repos.workspaces.ensure("T1", "St Brendan's")
        for user_id in user_ids:
            await repos.people.save(Person("T1", user_id, "Europe/London"))


async def here(environ):
    async with opened(Settings.from_env(environ)) as db, db.reading() as repos:
        return sorted(await repos.people.list_by_ids("T1", ["UADA", "UBEN", "UCEM"]))


def backed_up(folder):
    [commands] = re.findall(r"```\n(umask 077\n\.venv/bin/python .+?)```", BACKUP, re.DOTALL)
    run = commands.replace(".venv/bin/python", f'"{sys.executable}"')
    subprocess.run(run, shell=True, cwd=folder, check=True)


async def test_a_backup_while_the_bot_runs_is_restored_and_who_was_deleted_since_is_deleted_again(
    tmp_path, environ
):
    await take_part(environ, "UADA", "UBEN")
    async with opened(Settings.from_env(environ)) as db:
        async with db.transaction() as repos:
            await repos.people.save(Person("T1", "UCEM", "Europe/London"))
        assert (tmp_path / "lamplight.db-wal").stat().st_size > 0
        backed_up(tmp_path)
        await forget_person(db, act=Act("T1", "UADA", MONDAY))

    for name in re.findall(r"`(lamplight\.db(?:-\w+)?)`", BACKUP.partition("move ")[2].partition(" away")[0]):
        (tmp_path / name).unlink(missing_ok=True)
    os.rename(tmp_path / "backup.db", tmp_path / "lamplight.db")
    assert await here(environ) == ["UADA", "UBEN", "UCEM"]
    for line in re.findall(r"^\d\. Run `lamplight (.+?)`", BACKUP, re.MULTILINE):
        ended = lamplight(*line.split(), folder=tmp_path, **environ)
        assert (ended.returncode, ended.stderr) == (0, "")
    assert await here(environ) == ["UBEN", "UCEM"]


async def test_a_backup_can_be_read_by_nobody_else(tmp_path, environ):
    await take_part(environ, "UADA")
    backed_up(tmp_path)
    assert (tmp_path / "backup.db").stat().st_mode & 0o077 == 0


def test_what_is_left_out_of_a_copied_file_is_in_its_log(tmp_path):
    """Why the page says not to copy the file itself."""
    with closing(sqlite3.connect(tmp_path / "open.db")) as one:
        one.execute("PRAGMA journal_mode = WAL")
        one.execute("CREATE TABLE kept (id)")
        one.commit()
        (tmp_path / "copy.db").write_bytes((tmp_path / "open.db").read_bytes())
    with closing(sqlite3.connect(tmp_path / "copy.db")) as other:
        assert other.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
