"""`lamplight run` as a process of its own, against the sandbox, everything chosen by the environment."""

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urljoin

import aiohttp
import psutil
import pytest
from cryptography.fernet import Fernet

from bot.app import running
from bot.demo.keeping_step import settings_for
from bot.domain.rosters import RosterKind, RosterSource
from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.timeline import Timeline
from bot.slack.manifest import HTTP_MANIFEST, SOCKET_MANIFEST, read_manifest
from tests.confined.hostile_answers import HOSTILE as ANSWERS
from tests.confined.hostile_calendars import HOSTILE as CALENDARS
from tests.confined.test_hostile import written_staff_file
from tests.rosters.serving import calendar_link
from tests.town import Town

CHECKOUT = Path(__file__).parents[1]


class Process:
    """A running `lamplight`, and what it has said."""

    def __init__(self, child):
        self.child, self.lines = child, []

    async def says(self, words):
        """The first line with these words in it; fails with everything said when it ends without."""
        async with asyncio.timeout(30):
            while line := (await self.child.stderr.readline()).decode():
                self.lines.append(line)
                if words in line:
                    return line
        raise AssertionError("".join(self.lines))

    async def stop(self):
        """SIGTERM; the exit code, which has to come within ten seconds."""
        self.child.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            rest = await self.child.stderr.read()
            self.lines.append(rest.decode())
            return await self.child.wait()


def environment(sandbox, folder, **more):
    return {
        "PYTHONPATH": str(CHECKOUT),
        "SLACK_API_URL": f"{sandbox.base_url}/api/",
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "DATABASE_URL": f"sqlite:///{folder}/lamplight.db",
        "PORT": "0",
        **more,
    }


@asynccontextmanager
async def started(folder, environ, *, module="bot"):
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, "run", cwd=folder, env=environ, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield Process(child)
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


# No job's turn went wrong.
CALM = {"jobs": {"missed": 0, "failed": 0, "skipped": 0}}


@asynccontextmanager
async def sandbox_with(manifest):
    sandbox = Sandbox(
        read_manifest(manifest), clock=SandboxClock(datetime.now(UTC)), wall=lambda: datetime.now(UTC)
    )
    async with sandbox.serve():
        yield sandbox


async def probe(address):
    async with aiohttp.ClientSession() as session, session.get(f"{address}/healthz") as answer:
        return answer.status, await answer.json()


def said_address(line):
    return line.rsplit("listening on ", 1)[1].strip()


async def test_over_a_socket_it_answers_a_command_and_ends_when_told(tmp_path):
    async with sandbox_with(SOCKET_MANIFEST) as sandbox:
        ana = sandbox.actor(sandbox.add_person("Ana Lima"))
        environ = environment(
            sandbox, tmp_path, SLACK_APP_TOKEN=sandbox.app_token, HTTP_PROXY="http://127.0.0.1:1"
        )
        async with started(tmp_path, environ) as process:
            address = said_address(await process.says("Lamplight is running (socket)"))
            health = await probe(address)
            await ana.command("/mentor", "help")
            await sandbox.until(ana.inbox)
            code = await process.stop()

    assert health == (200, {**CALM, "database": "ok", "slack": "ok", "heard": {"up": 0}})
    assert "What you can type after /mentor" in ana.inbox()[0].text
    assert (code, "has stopped" in process.lines[-1]) == (0, True), process.lines


async def test_over_http_it_answers_a_command_and_ends_when_told_whatever_the_proxy(tmp_path):
    async with sandbox_with(HTTP_MANIFEST) as sandbox:
        ana = sandbox.actor(sandbox.add_person("Ana Lima"))
        proxy = {"HTTP_PROXY": "http://127.0.0.1:1", "HTTPS_PROXY": "http://127.0.0.1:1"}
        environ = environment(sandbox, tmp_path, SLACK_SIGNING_SECRET=sandbox.signing_secret, **proxy)
        async with started(tmp_path, environ) as process:
            address = said_address(await process.says("Lamplight is running (http)"))
            sandbox.request_url = f"{address}/slack/events"
            health = await probe(address)
            await ana.command("/mentor", "help")
            await sandbox.until(ana.inbox)
            code = await process.stop()

    assert health == (200, {**CALM, "database": "ok", "heard": {"up": 0}})
    assert "What you can type after /mentor" in ana.inbox()[0].text
    assert (code, "has stopped" in process.lines[-1]) == (0, True), process.lines


async def test_what_was_asked_before_the_end_is_still_answered(tmp_path):
    async with sandbox_with(SOCKET_MANIFEST) as sandbox:
        ana = sandbox.actor(sandbox.add_person("Ana Lima"))
        environ = environment(sandbox, tmp_path, SLACK_APP_TOKEN=sandbox.app_token)
        async with started(tmp_path, environ) as process:
            await process.says("Lamplight is running")
            slow = sandbox.fail("users.info", "slow")
            await ana.open_home()
            async with asyncio.timeout(5):
                await slow.arrived.wait()
            stopping = asyncio.create_task(process.stop())
            await sandbox.until(lambda: not sandbox.sockets.connected)
            slow.release.set()
            code = await stopping

    assert (code, ana.home is not None) == (0, True), process.lines


async def test_nothing_strangers_give_it_to_read_keeps_it_from_ending(tmp_path, content):
    """A calendar without an end, an answer that comes drop by drop, and a staff file of half a minute."""
    export = staff_export(tmp_path, "rows of delimiters", content)
    async with sandbox_with(SOCKET_MANIFEST) as sandbox, calendar_link() as link:
        link.texts["/Nia Nurse"] = CALENDARS["fifty series since the year 1"]
        link.answers["/Omar Nurse"] = ANSWERS["drop by drop"]
        environ = environment(sandbox, tmp_path, SLACK_APP_TOKEN=sandbox.app_token, **export)
        await give_rosters(sandbox, environ, link, "Nia Nurse", "Omar Nurse")
        async with started(tmp_path, environ, module="tests.on_this_machine") as process:
            await process.says("Lamplight is running")
            async with asyncio.timeout(30):
                children = await working(process.child.pid)
            assert reads_export(process.child.pid)
            code = await process.stop()

    assert (code, "has stopped" in process.lines[-1]) == (0, True), process.lines
    assert link.asked
    assert not any(one.is_running() for one in children)


def staff_export(folder, shape, content):
    """The settings with which it is read, and a file that nobody has changed for a while."""
    feed = folder / "feed"
    feed.mkdir()
    written_staff_file(folder, shape, content)
    os.utime((folder / f"{shape}.csv").rename(feed / "staff.csv"), (0, 0))
    return {"DIRECTORY_FEED": str(feed), "DIRECTORY_MAPPING": str(folder / "mapping.yml")}


def reads_export(pid):
    return any(one.path.endswith("export.csv") for one in psutil.Process(pid).open_files())


async def give_rosters(sandbox, environ, link, *names):
    """Some have joined, and their rosters are due."""
    settings = settings_for(sandbox, key=environ["ENCRYPTION_KEYS"], database_url=environ["DATABASE_URL"])
    async with running(settings, clock=sandbox.clock.now, start_jobs=False) as bot:
        sandbox.request_url = f"{bot.address}/slack/events"
        town = Town(sandbox, bot, sandbox.add_channel("mentoring", members=[]), Timeline(sandbox))
        await town.new_program(town.person("Mona Manager", is_admin=True))
        now = sandbox.clock.now()
        for name in names:
            await town.join(who := town.person(name))
            its = urljoin(link.address, quote(name))
            source = RosterSource(sandbox.team_id, who.person.id, RosterKind.FEED, now, now, link=its)
            async with bot.deps.db.transaction() as repos:
                await repos.rosters.save(source)


async def working(pid):
    """The children of a process, once they have been at work for a while."""
    while True:
        children = psutil.Process(pid).children()
        if sum(one.cpu_times().user for one in children) > 1:
            return children
        await asyncio.sleep(0.05)


async def test_while_slack_is_away_it_waits_says_so_and_ends_when_told(tmp_path, unused_tcp_port):
    async with sandbox_with(HTTP_MANIFEST) as sandbox:
        away = {"SLACK_API_URL": "http://127.0.0.1:1/api/", "PORT": str(unused_tcp_port)}
        environ = environment(sandbox, tmp_path, SLACK_SIGNING_SECRET=sandbox.signing_secret) | away
        async with started(tmp_path, environ) as process:
            await process.says("Slack cannot be reached")
            health = await probe(f"http://127.0.0.1:{unused_tcp_port}")
            code = await process.stop()

    assert health == (503, {"slack": "waiting"})
    assert (code, "has stopped" in process.lines[-1]) == (0, True), process.lines
    assert "Traceback" not in "".join(process.lines)


async def test_a_second_one_on_the_same_file_is_one_clean_message(tmp_path):
    async with sandbox_with(SOCKET_MANIFEST) as sandbox:
        environ = environment(sandbox, tmp_path, SLACK_APP_TOKEN=sandbox.app_token)
        async with started(tmp_path, environ) as first:
            await first.says("Lamplight is running")
            async with started(tmp_path, environ) as second:
                said = (await second.child.stderr.read()).decode()
                code = await second.child.wait()
            assert await first.stop() == 0

    assert code == 1
    assert said.startswith("Another Lamplight runs on lamplight.db already")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack does not accept SLACK_BOT_TOKEN (invalid_auth)"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "Slack does not accept SLACK_APP_TOKEN (invalid_auth)"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL is not an address I can use"),
        ({"PORT": "many", "ENCRYPTION_KEYS": ""}, "PORT is 'many'"),
    ],
)
async def test_a_wrong_setting_is_one_clean_message(tmp_path, wrong, sentence):
    async with sandbox_with(SOCKET_MANIFEST) as sandbox:
        environ = environment(sandbox, tmp_path, SLACK_APP_TOKEN=sandbox.app_token) | wrong
        async with started(tmp_path, environ) as process:
            said = (await process.child.stderr.read()).decode()
            code = await process.child.wait()

    assert code == 1
    assert sentence in said
    assert "Traceback" not in said


async def test_a_token_that_can_read_does_not_start(tmp_path):
    async with sandbox_with(SOCKET_MANIFEST) as sandbox:
        sandbox.scopes |= {"mpim:history"}
        environ = environment(sandbox, tmp_path, SLACK_APP_TOKEN=sandbox.app_token)
        async with started(tmp_path, environ) as process:
            said = (await process.child.stderr.read()).decode()
            code = await process.child.wait()

    assert code == 1
    assert "This token carries mpim:history" in said
