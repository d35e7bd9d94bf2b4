"""The running bot, in process: what it keeps, what it refuses, and that its parts are joined."""

import asyncio
import random
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from os import utime
from shutil import copy

import pytest
from cryptography.fernet import Fernet

from bot.app import _jobs, running
from bot.config import Settings
from bot.domain.people import Person
from bot.errors import UserFacingError
from bot.operations.upkeep import migrate_database
from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from bot.slack.authorize import UNKNOWN_WORKSPACE
from bot.slack.errors import Refused
from bot.slack.manifest import read_manifest
from bot.storage.opening import opened
from tests.databases import POSTGRESQL
from tests.directory_files import MAPPING, PEOPLE
from tests.storage.hospital import GOALS, WS, move_in

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
async def sandbox():
    sandbox = Sandbox(read_manifest(), clock=SandboxClock(MONDAY), wall=lambda: datetime.now(UTC))
    async with sandbox.serve():
        yield sandbox


@pytest.fixture
def settings(sandbox, tmp_path):
    return Settings.from_env(
        {
            "SLACK_API_URL": f"{sandbox.base_url}/api/",
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_SIGNING_SECRET": sandbox.signing_secret,
            "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
            "DATABASE_URL": f"sqlite:///{tmp_path}/lamplight.db",
            "PORT": "0",
        }
    )


async def test_it_lives_in_the_clock_it_is_given(sandbox, settings):
    async with running(settings, clock=sandbox.clock.now, start_jobs=False) as bot:
        sandbox.clock.advance(timedelta(days=3))

        assert bot.deps.clock() == MONDAY + timedelta(days=3)


async def test_the_token_is_kept_encrypted(sandbox, settings, tmp_path):
    async with running(settings, start_jobs=False) as bot, bot.deps.db.transaction() as repos:
        stored = await repos.installations.find(bot.workspace_id)

    assert stored
    assert stored.bot_token == sandbox.bot_token
    on_disk = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert sandbox.bot_token.encode() not in on_disk


async def test_missing_scopes_are_said_and_it_starts_all_the_same(sandbox, settings, caplog):
    sandbox.scopes -= {"dnd:read"}

    async with running(settings, start_jobs=False):
        pass

    assert "The bot token lacks dnd:read" in caplog.text


async def test_it_starts_without_a_word_where_the_optional_scopes_were_declined(sandbox, settings, caplog):
    sandbox.decline("users:read.email", "chat:write.public")

    async with running(settings, start_jobs=False):
        pass

    assert not [record for record in caplog.records if record.levelname == "WARNING"]


async def test_a_token_that_can_read_is_not_kept(sandbox, settings):
    sandbox.scopes |= {"groups:history"}
    with pytest.raises(UserFacingError, match="groups:history"):
        async with running(settings, start_jobs=False):
            pass

    async with opened(settings) as db, db.transaction() as repos:
        assert await repos.installations.list_all() == []


async def test_after_an_uninstall_nothing_is_sent_any_more(sandbox, settings):
    async with running(settings, start_jobs=False) as bot:
        sandbox.request_url = f"{bot.address}/slack/events"
        await sandbox.uninstall()

        with pytest.raises(Refused, match="not_installed"):
            await bot.deps.slack.member(bot.workspace_id, "U1")


async def rows_kept(bot):
    """Of the workspace, but for the app itself."""
    async with bot.deps.db.transaction() as repos:
        rows = await repos.installations.count_rows(bot.workspace_id)
        return {table: count for table, count in rows.items() if table not in ("installation", "uninstalled")}


@pytest.fixture
async def person(sandbox):
    return Person(sandbox.team_id, "UNIA", tz="Europe/London")


async def taken_out(settings, sandbox, person):
    """Somebody is known there, and the app is removed."""
    async with running(settings, clock=sandbox.clock.now, start_jobs=False) as bot:
        async with bot.deps.db.transaction() as repos:
            await repos.people.save(person)
        sandbox.request_url = f"{bot.address}/slack/events"
        await sandbox.uninstall()
        assert await rows_kept(bot) == {"person": 1}


async def test_with_a_fresh_token_within_seven_days_everything_is_back(sandbox, settings, person):
    await taken_out(settings, sandbox, person)
    sandbox.install_again()
    sandbox.clock.advance(timedelta(days=7, seconds=-1))

    again = replace(settings, bot_token=sandbox.bot_token)
    async with running(again, clock=sandbox.clock.now, start_jobs=False) as bot:
        assert await rows_kept(bot) == {"person": 1}
        async with bot.deps.db.transaction() as repos:
            assert await repos.installations.taken_out_at(bot.workspace_id) is None
        assert await bot.deps.slack.granted_scopes(bot.workspace_id)


async def test_after_seven_days_a_fresh_token_begins_anew(sandbox, settings, person):
    await taken_out(settings, sandbox, person)
    sandbox.install_again()
    sandbox.clock.advance(timedelta(days=7))

    again = replace(settings, bot_token=sandbox.bot_token)
    async with running(again, clock=sandbox.clock.now, start_jobs=False) as bot:
        assert await rows_kept(bot) == {}


async def test_it_deletes_in_time_although_it_no_longer_starts(sandbox, settings, person):
    """Whoever restarts it after an uninstall gets an error; what was promised is kept all the same."""
    started = running(settings, clock=sandbox.clock.now, start_jobs=False)
    async with started as bot, bot.deps.db.transaction() as repos:
        await repos.people.save(person)
    await sandbox.uninstall()

    for days, left in ((0, [sandbox.team_id]), (6, [sandbox.team_id]), (1, [])):
        sandbox.clock.advance(timedelta(days=days))
        with pytest.raises(UserFacingError, match="Slack does not accept SLACK_BOT_TOKEN"):
            async with running(settings, clock=sandbox.clock.now, start_jobs=False):
                pass
        async with opened(settings) as db, db.transaction() as repos:
            assert await repos.installations.list_all() == []
            assert await repos.workspaces.list_ids() == left


async def test_an_uninstall_that_slack_tells_of_after_the_app_came_back_changes_nothing(sandbox, settings):
    """The bot was down when the app was removed, and is started again before Slack's last try.

    It is not acknowledged: had the token not stopped working yet, the next try would find out.
    """
    envelope = sandbox.events.envelope({"type": "app_uninstalled"})
    sandbox.clock.advance(timedelta(minutes=4))

    async with running(settings, clock=sandbox.clock.now, start_jobs=False) as bot:
        sandbox.request_url = f"{bot.address}/slack/events"
        assert not (await sandbox.events.deliver(envelope, retry=3, reason="connection_failed")).acked

        assert await bot.deps.slack.granted_scopes(bot.workspace_id)


async def test_whoever_clicks_where_the_app_was_taken_out_is_told_whom_to_ask(sandbox, settings):
    nia = sandbox.actor(sandbox.add_person("Nia Nurse"))
    async with running(settings, clock=sandbox.clock.now, start_jobs=False) as bot:
        sandbox.request_url = f"{bot.address}/slack/events"
        await sandbox.uninstall()
        await nia.command("/mentor")

        assert UNKNOWN_WORKSPACE in nia.messages(nia.note)[-1].text


async def test_a_lost_uninstall_is_found_by_the_daily_look(sandbox, settings):
    async with running(settings, clock=sandbox.clock.now, start_jobs=False) as bot:
        await sandbox.uninstall()
        jobs = _jobs(
            settings,
            bot.deps,
            bot.workspace_id,
            wall=sandbox.clock.now,
            rng=random.Random(1),
            chance=secrets,
        )
        await jobs[timedelta(days=1)]()

        async with bot.deps.db.transaction() as repos:
            assert await repos.installations.taken_out_at(bot.workspace_id) == MONDAY
            assert await repos.installations.list_all() == []


async def test_its_jobs_run(sandbox, settings):
    asked = asyncio.Event()

    def clock():
        asked.set()
        return MONDAY

    async with running(settings, clock=clock), asyncio.timeout(5):
        await asked.wait()


async def test_without_the_key_of_goals_it_does_not_start_and_loses_nothing(settings):
    other = replace(settings, encryption_keys=(Fernet.generate_key().decode(),))
    await migrate_database(settings)
    async with opened(settings) as db:
        await move_in(db)
    with pytest.raises(UserFacingError, match="Add the key it was written with back"):
        async with running(other, start_jobs=False):
            pass
    both = replace(settings, encryption_keys=(*other.encryption_keys, *settings.encryption_keys))
    async with running(both, start_jobs=False) as bot, bot.deps.db.transaction() as repos:
        assert await repos.goals.find(WS, GOALS.mentorship_id, GOALS.user_id) == GOALS


async def test_on_postgresql_it_waits_for_somebody_to_migrate(sandbox, settings, databases):
    async with databases.address(POSTGRESQL, bare=True) as url:
        served = replace(settings, database_url=url)
        with pytest.raises(UserFacingError, match="Run `lamplight migrate`"):
            async with running(served, start_jobs=False):
                pass

        assert await migrate_database(served)
        async with running(served, start_jobs=False) as bot:
            assert bot.workspace_id == sandbox.team_id


async def test_the_staff_directory_is_read_from_the_start(sandbox, settings, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    an_hour_ago = datetime.now(UTC).timestamp() - 3600
    utime(copy(PEOPLE, exports), (an_hour_ago, an_hour_ago))
    fed = replace(settings, directory_feed=str(exports), directory_mapping=MAPPING)

    async with running(fed, clock=sandbox.clock.now) as bot, asyncio.timeout(10):
        while True:
            async with bot.deps.db.transaction() as repos:
                if await repos.directory.count(bot.workspace_id, MONDAY.date()):
                    break
            await asyncio.sleep(0)
