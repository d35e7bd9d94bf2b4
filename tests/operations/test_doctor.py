"""What `lamplight doctor` finds, against a sandbox."""

from datetime import UTC, datetime, timedelta
from os import utime

import pytest
from cryptography.fernet import Fernet

from bot.config import Settings
from bot.domain.people import Installation
from bot.operations.doctor import examine
from bot.operations.findings import Level
from bot.operations.upkeep import migrate_database
from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from bot.slack.manifest import SOCKET_MANIFEST, read_manifest
from bot.storage.opening import opened
from tests.directory_files import MAPPING, PEOPLE
from tests.disks import full_disk
from tests.storage.hospital import move_in


@pytest.fixture
async def sandbox():
    now = datetime.now(UTC)
    sandbox = Sandbox(read_manifest(SOCKET_MANIFEST), clock=SandboxClock(now), wall=lambda: now)
    async with sandbox.serve():
        yield sandbox


@pytest.fixture
def environ(sandbox, tmp_path):
    return {
        "SLACK_API_URL": f"{sandbox.base_url}/api/",
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "DATABASE_URL": f"sqlite:///{tmp_path}/lamplight.db",
    }


async def found(environ, *, at=timedelta(0)):
    """What is not well, by subject; nothing secret may be in any line."""
    findings = await examine(environ, now=datetime.now(UTC) + at)
    shown = "\n".join(finding.line() for finding in findings)
    assert not [value for name, value in environ.items() if name != "SLACK_API_URL" and value in shown]
    return {finding.subject: finding for finding in findings if finding.level is not Level.OK}


async def test_all_is_well(environ):
    assert await found(environ) == {}


async def test_looking_makes_no_file_where_one_was_deleted(environ, tmp_path):
    findings = await examine(environ, now=datetime.now(UTC))
    [told] = [one for one in findings if one.subject == "database"]
    assert "it was deleted or moved" in told.words
    assert list(tmp_path.glob("lamplight.db*")) == []


async def test_a_full_disk_is_found(environ):
    await migrate_database(Settings.from_env(environ))
    with full_disk(room=40_000):
        problems = await found(environ)
    assert (problems["disk"].level, "full or read-only disk" in problems["disk"].words) == (Level.ERROR, True)
    assert "disk" not in await found(environ)


async def test_wrong_settings_are_all_named_and_nothing_else_is_tried(sandbox):
    findings = await examine({"PORT": "x"}, now=datetime.now(UTC))

    errors = [finding.words.split()[0] for finding in findings if finding.level is Level.ERROR]
    assert errors == ["SLACK_APP_TOKEN", "SLACK_BOT_TOKEN", "ENCRYPTION_KEYS", "PORT"]
    assert not sandbox.wire


async def test_a_missing_scope_is_an_error(sandbox, environ):
    sandbox.scopes -= {"mpim:write"}

    finding = (await found(environ))["scopes"]

    assert finding.level is Level.ERROR
    assert finding.words.startswith("The bot token lacks mpim:write.")


async def test_a_scope_that_reads_is_an_error(sandbox, environ):
    sandbox.scopes |= {"im:history"}

    finding = (await found(environ))["scopes"]

    assert finding.level is Level.ERROR
    assert "im:history, which would let Lamplight read" in finding.words


@pytest.mark.parametrize(
    ("wrong", "subject", "words"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "bot token", "does not accept SLACK_BOT_TOKEN (invalid_auth)"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "app token", "does not accept SLACK_APP_TOKEN (invalid_auth)"),
        ({"DATABASE_URL": "sqlite:////nowhere/x.db"}, "database", "The database does not answer."),
    ],
)
async def test_each_wrong_value_is_found(environ, wrong, subject, words):
    finding = (await found(environ | wrong))[subject]

    assert finding.level is Level.ERROR
    assert words in finding.words


@pytest.mark.parametrize(
    ("at", "level"), [(timedelta(minutes=2), Level.WARNING), (timedelta(minutes=-6), Level.ERROR)]
)
async def test_a_clock_that_is_off_is_found(environ, at, level):
    assert (await found(environ, at=at))["clock"].level is level


async def test_slack_out_of_reach_is_found(environ, unused_tcp_port):
    nowhere = {"SLACK_API_URL": f"http://127.0.0.1:{unused_tcp_port}/api/"}

    assert "cannot be reached" in (await found(environ | nowhere))["bot token"].words


async def test_a_host_of_socket_mode_that_the_firewall_keeps_back_is_found(sandbox, environ):
    sandbox.workspace.blocked.add("link")

    assert "in Socket Mode everything comes from there" in (await found(environ))["hosts"].words


async def test_keys_that_do_not_open_the_stored_token_are_found(environ):
    settings = Settings.from_env(environ)
    await migrate_database(settings)
    async with opened(settings) as db, db.transaction() as repos:
        await repos.installations.save(Installation("T1", "U1", "B1", "xoxb-1"))

    other_key = {"ENCRYPTION_KEYS": Fernet.generate_key().decode()}

    assert (await found(environ)) == {}
    assert (await found(environ | other_key))["encryption keys"].level is Level.ERROR


async def test_keys_that_do_not_open_what_people_wrote_are_found(environ):
    """Once everything else has been encrypted with the new key."""
    new = Fernet.generate_key().decode()
    both = {"ENCRYPTION_KEYS": f"{new},{environ['ENCRYPTION_KEYS']}"}
    await migrate_database(Settings.from_env(environ))
    async with opened(Settings.from_env(environ)) as db:
        await move_in(db)
    async with opened(Settings.from_env(environ | both)) as db, db.transaction() as repos:
        await repos.installations.rotate()
        await repos.rosters.rotate()
    assert "encryption keys" not in await found(environ | both)
    assert (await found(environ | {"ENCRYPTION_KEYS": new}))["encryption keys"].level is Level.ERROR


async def test_the_directory_is_read_and_nothing_of_it_is_kept(environ, tmp_path):
    feed = {"DIRECTORY_FEED": str(tmp_path), "DIRECTORY_MAPPING": str(MAPPING)}
    export = tmp_path / "export.csv"
    export.write_bytes(PEOPLE.read_bytes())
    an_hour_ago = datetime.now(UTC).timestamp() - 3600
    utime(export, (an_hour_ago, an_hour_ago))

    lines = [finding.line() for finding in await examine({**environ, **feed}, now=datetime.now(UTC))]

    assert "ok      directory mapping: is complete." in lines
    assert "ok      directory feed: 68 people, 0 rows skipped." in lines


@pytest.mark.parametrize(
    ("wrong", "subject", "words"),
    [
        ({"DIRECTORY_MAPPING": "nothing.yml"}, "directory mapping", "There is no mapping at nothing.yml."),
        ({"DIRECTORY_FEED": "/nowhere"}, "directory feed", "The folder in DIRECTORY_FEED isn't there"),
        (
            {"DIRECTORY_FEED": "https://127.0.0.1/7f3a"},
            "directory feed",
            "can't reach that address",
        ),
    ],
)
async def test_a_directory_that_cannot_be_read_is_found(environ, wrong, subject, words):
    settings = {**environ, "DIRECTORY_MAPPING": str(MAPPING), **wrong}
    findings = {one.subject: one for one in await examine(settings, now=datetime.now(UTC))}

    assert findings[subject].level is Level.ERROR
    assert words in findings[subject].words
    assert "7f3a" not in findings[subject].words
