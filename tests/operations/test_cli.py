"""The command line: clean messages, exit codes, keys and migrations."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot import cli
from bot.config import Settings
from bot.domain.acts import Act
from bot.domain.people import Installation, Person
from bot.errors import UserFacingError
from bot.operations.upkeep import migrate_database
from bot.storage.opening import opened
from bot.usecases.privacy.forgetting import forget_person
from tests.operations.command_line import lamplight
from tests.people import MONDAY

ROOT = Path(__file__).parents[2]


@pytest.fixture
def environ(tmp_path):
    return {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "shh",
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "DATABASE_URL": f"sqlite:///{tmp_path}/lamplight.db",
    }


@pytest.mark.parametrize("command", ["run", "doctor"])
def test_without_settings_each_command_says_what_is_missing_and_fails(tmp_path, command):
    ended = lamplight(command, folder=tmp_path)

    said = ended.stdout + ended.stderr
    assert ended.returncode == 1
    assert "SLACK_BOT_TOKEN is missing" in said
    assert "ENCRYPTION_KEYS is missing" in said
    assert "Traceback" not in said


def test_without_a_mode_either_setting_will_do(tmp_path):
    said = lamplight("run", folder=tmp_path).stderr

    assert "Set either SLACK_APP_TOKEN, for Socket Mode (we recommend it" in said
    assert "or SLACK_SIGNING_SECRET, for requests over HTTPS" in said
    assert "SLACK_SIGNING_SECRET is missing; copy" not in said


@pytest.mark.parametrize("command", ["migrate", "outbox replay", "program export X"])
def test_what_needs_the_database_alone_asks_for_nothing_of_slack(tmp_path, environ, command):
    database = {"DATABASE_URL": environ["DATABASE_URL"]}
    lamplight("migrate", folder=tmp_path, **database)

    ended = lamplight(*command.split(), folder=tmp_path, **database)

    assert "missing" not in ended.stdout + ended.stderr
    assert ended.returncode == 0 or "program" in ended.stderr


def test_the_command_that_make_puts_there_runs_from_any_folder(tmp_path):
    made = tmp_path / "a house" / ".venv" / "bin"
    made.mkdir(parents=True)
    python = made / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (made.parents[1] / "bot").symlink_to(ROOT / "bot")
    (made.parents[1] / "Makefile").symlink_to(ROOT / "Makefile")
    (made.parent / "made").touch()
    subprocess.run(["make", "--silent", ".venv/bin/lamplight"], cwd=made.parents[1], check=True)

    said = subprocess.check_output([made / "lamplight", "--version"], cwd=tmp_path, text=True)

    assert said.split()[0] == "lamplight"


def test_a_new_key_is_one_that_works(tmp_path):
    first, second = (lamplight("keys", folder=tmp_path).stdout.strip() for _ in range(2))

    assert first != second
    Fernet(first)


def test_the_version_is_told(tmp_path):
    ended = lamplight("--version", folder=tmp_path)

    assert (ended.returncode, ended.stdout.split()[0]) == (0, "lamplight")


def test_migrating_says_what_it_did_and_then_that_there_is_nothing_to_do(tmp_path, environ):
    first = lamplight("migrate", folder=tmp_path, **environ)
    again = lamplight("migrate", folder=tmp_path, **environ)

    assert (first.returncode, again.returncode) == (0, 0)
    assert "0001" in first.stdout
    assert "up to date" in again.stdout


def test_settings_may_come_from_a_file(tmp_path, environ):
    (tmp_path / ".env").write_text("\n".join(f"{name}={value}" for name, value in environ.items()))

    assert lamplight("migrate", folder=tmp_path).returncode == 0


def test_a_file_that_is_no_database_is_said_plainly(tmp_path, environ):
    (tmp_path / "lamplight.db").write_text("This is no database. " * 100)

    ended = lamplight("migrate", folder=tmp_path, **environ)

    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert "Traceback" not in ended.stderr


def test_what_nobody_foresaw_is_one_line_without_secrets(capfd, monkeypatch):
    def fall():
        raise RuntimeError("the token was xoxb-123-456")

    monkeypatch.setattr(cli, "app", fall)
    handlers = logging.getLogger().handlers[:]
    with pytest.raises(SystemExit) as end:
        cli.main()
    logging.getLogger().handlers[:] = handlers

    said = capfd.readouterr().err
    assert (end.value.code, said.count("\n")) == (1, 1)
    assert "RuntimeError: the token was xoxb-[hidden]" in said


@pytest.fixture
async def two_workspaces(environ):
    settings = Settings.from_env(environ)
    await migrate_database(settings)
    async with opened(settings) as db, db.transaction() as repos:
        for workspace in ("T1", "T2"):
            await repos.installations.save(Installation(workspace, "U1", "B1", "xoxb-1"))
            await repos.people.save_many([Person(workspace, "UADA"), Person(workspace, "UBEN")])


def forget(folder, environ, *more, answer=""):
    only = {"DATABASE_URL": environ["DATABASE_URL"]}
    return lamplight("forget", *more, folder=folder, answer=answer, **only)


async def kept(environ):
    async with opened(Settings.from_env(environ)) as db, db.transaction() as repos:
        installed = [one.workspace_id for one in await repos.installations.list_all()]
        return installed, await repos.workspaces.list_ids()


async def test_a_workspace_is_forgotten_at_once_by_whoever_says_so_twice(tmp_path, environ, two_workspaces):
    ended = forget(tmp_path, environ, "--workspace", "T1", answer="n\n")
    assert (ended.returncode, "       2  person\n" in ended.stdout) == (1, True)
    assert await kept(environ) == (["T1", "T2"], ["T1", "T2"])

    ended = forget(tmp_path, environ, "--workspace", "T1", answer="y\n")
    assert "Deleted T1, with:\n       1  installation\n       2  person\n" in ended.stdout
    assert await kept(environ) == (["T2"], ["T2"])


async def test_a_script_says_yes_and_an_unknown_workspace_is_named(tmp_path, environ, two_workspaces):
    assert forget(tmp_path, environ, "--workspace", "T2", "--yes").returncode == 0
    assert await kept(environ) == (["T1"], ["T1"])

    ended = forget(tmp_path, environ, "--workspace", "T2", "--yes")
    assert (ended.returncode, ended.stderr) == (1, "There is no workspace T2 here. Known are: T1.\n")


async def test_after_a_restore_who_was_deleted_since_is_deleted_again(tmp_path, environ, two_workspaces):
    backup = (tmp_path / "lamplight.db").read_bytes()
    async with opened(Settings.from_env(environ)) as db:
        await forget_person(db, act=Act("T1", "UADA", MONDAY))
    (tmp_path / "lamplight.db").write_bytes(backup)

    file = str(tmp_path / "lamplight.forgotten")
    ended = lamplight("forget", "--replay", file, folder=tmp_path, **environ)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (
        "Deletions on record: 1, of which 1 came after this backup was made. "
        "Deleted again: 1 person, 0 workspaces." in ended.stdout
    )
    async with opened(Settings.from_env(environ)) as db, db.transaction() as repos:
        assert sorted(await repos.people.list_by_ids("T1", ["UADA", "UBEN"])) == ["UBEN"]
        assert sorted(await repos.people.list_by_ids("T2", ["UADA", "UBEN"])) == ["UADA", "UBEN"]


@pytest.mark.parametrize("more", [[], ["--workspace", "T1", "--replay", "lamplight.forgotten"]])
def test_what_to_forget_has_to_be_said(tmp_path, environ, more):
    ended = forget(tmp_path, environ, *more)
    assert (ended.returncode, ended.stderr) == (1, "Add either --workspace T... or --replay FILE.\n")


async def test_a_file_that_is_none_deletes_nobody(tmp_path, environ, two_workspaces):
    (tmp_path / "notes").write_text("Call the lab.")
    ended = forget(tmp_path, environ, "--replay", "notes")
    assert (ended.returncode, "line 1 is none I wrote. Nothing was deleted." in ended.stderr) == (1, True)


async def test_after_rotating_the_old_key_can_be_taken_out(tmp_path, environ):
    old, new = environ["ENCRYPTION_KEYS"], Fernet.generate_key().decode()
    await migrate_database(Settings.from_env(environ))
    async with opened(Settings.from_env(environ)) as db, db.transaction() as repos:
        await repos.installations.save(Installation("T1", "U1", "B1", "xoxb-1"))

    ended = lamplight("keys", "rotate", folder=tmp_path, **environ | {"ENCRYPTION_KEYS": f"{new},{old}"})

    assert "Encrypted 1 stored secret" in ended.stdout
    async with opened(Settings.from_env(environ | {"ENCRYPTION_KEYS": new})) as db, db.transaction() as repos:
        assert [one.bot_token for one in await repos.installations.list_all()] == ["xoxb-1"]
    with pytest.raises(UserFacingError):
        async with opened(Settings.from_env(environ)) as db, db.transaction() as repos:
            await repos.installations.find("T1")
