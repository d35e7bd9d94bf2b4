"""`lamplight doctor` in each state between installed and not, against a sandbox and a bot that are in it."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from bot.app import running
from bot.config import Settings, SlackMode
from bot.operations.doctor import examine
from bot.operations.findings import Level
from bot.operations.half_installed import judge_heard
from bot.sandbox.clock import SandboxClock
from bot.sandbox.elements import walk
from bot.sandbox.sandbox import Sandbox
from bot.slack.check_up.hosts import further_hosts
from bot.slack.manifest import SOCKET_MANIFEST, read_manifest


def now():
    return datetime.now(UTC)


@pytest.fixture
def pasted():
    """The manifest as it was pasted; a test takes something out of it."""
    return deepcopy(dict(read_manifest()))


@pytest.fixture
async def sandbox(pasted):
    sandbox = Sandbox(pasted, clock=SandboxClock(now()), wall=now)
    async with sandbox.serve():
        yield sandbox


@pytest.fixture
def environ(sandbox, tmp_path, unused_tcp_port):
    return {
        "SLACK_API_URL": f"{sandbox.base_url}/api/",
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_SIGNING_SECRET": sandbox.signing_secret,
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "DATABASE_URL": f"sqlite:///{tmp_path}/lamplight.db",
        "PORT": str(unused_tcp_port),
    }


@pytest.fixture
def nia(sandbox):
    return sandbox.actor(sandbox.add_person("Nia Rees"))


class Half:
    """A bot in some state, somebody who uses it, and what the doctor says of that."""

    def __init__(self, environ, sandbox, nia):
        self.environ, self.sandbox, self.nia = environ, sandbox, nia
        self.ward = sandbox.add_channel("ward-7", members=[nia.person])

    async def says(self, subject, *, after):
        """What the doctor says of `subject` once `after` was done."""
        settings = Settings.from_env(self.environ)
        async with running(settings, start_jobs=False) as bot:
            self.sandbox.request_url = f"{bot.address}/slack/events"
            await after()
            found = {one.subject: one for one in await examine(self.environ, now=now())}
        return found[subject]


@pytest.fixture
def half(environ, sandbox, nia):
    return Half(environ, sandbox, nia)


def buttons_in(modal):
    return (placed for placed in walk(modal.blocks if modal else []) if placed.kind == "button")


async def nothing():
    pass


async def test_all_is_well_once_everything_has_arrived(half, nia):
    async def used():
        await nia.open_home()
        await nia.command("/mentor", "help", channel=half.ward)
        await nia.command("/mentoring", "help", channel=half.ward)

    assert (await half.says("commands", after=used)).line() == "ok      commands: arrive."
    assert (await half.says("events", after=used)).line() == "ok      events: arrive."


async def test_an_address_that_was_not_verified(half):
    found = await half.says("events", after=nothing)

    assert found.level is Level.WARNING
    assert "press Retry beside the request address" in found.words


async def test_another_apps_signing_secret(half, environ, nia):
    environ["SLACK_SIGNING_SECRET"] = "another"
    found = await half.says("signing secret", after=nia.open_home)

    assert found.level is Level.ERROR
    assert "copy it again from Basic Information, App Credentials" in found.words


async def test_events_that_were_switched_off(half, sandbox, nia):
    async def used():
        space = sandbox.workspace
        space.grants = replace(space.grants, events=frozenset())
        await nia.open_home()
        await nia.command("/mentor", "privacy", channel=half.ward)
        button = await sandbox.until(lambda: next(buttons_in(nia.modal), None))
        await nia.click(nia.modal, button.action_id)

    found = await half.says("events", after=used)

    assert found.level is Level.WARNING
    assert "Slack has switched events off, as it does after an outage" in found.words


@pytest.mark.parametrize(
    ("heard", "subject", "words"),
    [
        ({"tap": 0, "/mentor": 3}, "events", "no event has for a day or since the start"),
        ({"event": 30, "tap": 1, "/mentor": 2}, "events", "switch them on, press Retry"),
        ({"/mentor": 0}, "manifest", "a part of the manifest is missing"),
        ({"event": 0, "tap": 0}, "commands", "nobody's /mentor and no /mentoring has arrived"),
    ],
)
def test_what_is_and_is_not_heard_says_what_is_off(heard, subject, words):
    found = {one.subject: one for one in judge_heard({"up": 40, **heard}, mode=SlackMode.HTTP)}

    assert found[subject].level is Level.WARNING
    assert words in found[subject].words


@pytest.mark.parametrize("heard", [{"event": 30, "tap": 28, "/mentor": 26}, {"event": 30, "/mentoring": 40}])
def test_a_quiet_weekend_is_no_fault(heard):
    assert all(one.level is Level.OK for one in judge_heard({"up": 90, **heard}, mode=SlackMode.HTTP))


async def test_socket_mode_that_is_off(half):
    [found] = judge_heard({"up": 5}, mode=SlackMode.SOCKET)

    assert "see that Socket Mode is on" in found.words


async def test_a_command_that_another_app_answers(half, sandbox, nia):
    sandbox.workspace.add_app("Deskbot", commands=["/mentor", "/mentoring"])

    async def used():
        await nia.open_home()
        await nia.command("/mentor", "help", channel=half.ward)
        assert [message.text for message in nia.messages(half.ward)] == ["Deskbot answers /mentor."]

    found = await half.says("commands", after=used)

    assert found.level is Level.WARNING
    assert "If another app answers it, that app was installed later and has the same command" in found.words


async def test_two_apps_that_own_one_command(half, sandbox, nia):
    sandbox.workspace.add_app("Deskbot", commands=["/mentoring"])

    async def used():
        await nia.open_home()
        await nia.command("/mentor", "help", channel=half.ward)
        await nia.command("/mentoring", "help", channel=half.ward)

    found = await half.says("commands", after=used)

    assert found.words.startswith("no /mentoring has arrived")


async def test_a_manifest_of_which_the_end_was_not_pasted(half, pasted, sandbox, nia):
    del pasted["settings"]
    sandbox.workspace.grants = replace(sandbox.workspace.grants, events=frozenset())

    async def used():
        await nia.open_home()
        await nia.command("/mentor", "help", channel=half.ward)

    found = await half.says("manifest", after=used)

    assert (found.level, "a part of the manifest is missing" in found.words) == (Level.WARNING, True)


async def test_a_bot_that_does_not_run_is_said_and_nothing_is_concluded(environ):
    found = {one.subject: one for one in await examine(environ, now=now())}

    assert found["running bot"].words.startswith(
        f"none answers at http://127.0.0.1:{environ['PORT']}/healthz."
    )
    assert "events" not in found


async def test_a_running_bot_whose_database_was_deleted_is_an_error(half, tmp_path):
    async def deleted():
        (tmp_path / "lamplight.db").unlink()

    found = await half.says("running bot", after=deleted)

    assert (found.level, "whether the file is still there" in found.words) == (Level.ERROR, True)


@pytest.mark.parametrize(
    ("host", "words"), [("respond", "answers to commands and buttons"), ("upload", "charts, calendar files")]
)
async def test_a_host_that_the_firewall_keeps_back(sandbox, environ, host, words):
    sandbox.workspace.blocked.add(host)

    [found] = [one for one in await examine(environ, now=now()) if one.level is Level.ERROR]

    assert (found.subject, words in found.words) == ("hosts", True)


def test_slacks_own_hosts_are_three_and_those_of_an_address_of_its_own_unknown():
    assert [host.name for host in further_hosts("https://slack.com/api/")] == [
        "hooks.slack.com",
        "files.slack.com",
    ]
    assert further_hosts("https://slack-proxy.example.org/api/") == ()


async def test_a_bot_token_of_another_app(sandbox, environ):
    other = sandbox.workspace.add_app("Deskbot", scopes=["channels:read", "commands"])

    found = [one for one in await examine(environ | {"SLACK_BOT_TOKEN": other.bot_token}, now=now())]
    said = " ".join(one.words for one in found if one.subject == "scopes")

    assert "The bot token lacks chat:write, dnd:read" in said
    assert "also carries channels:read, which Lamplight's manifest does not ask for" in said


async def test_an_app_token_of_another_app(tmp_path):
    manifest = read_manifest(SOCKET_MANIFEST)
    sandbox = Sandbox(manifest, clock=SandboxClock(now()), wall=now)
    async with sandbox.serve():
        other = sandbox.workspace.add_app("Deskbot")
        environ = {
            "SLACK_API_URL": f"{sandbox.base_url}/api/",
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_APP_TOKEN": other.app_token,
            "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
            "DATABASE_URL": f"sqlite:///{tmp_path}/lamplight.db",
        }
        findings = await examine(environ, now=now())

    [found] = [one for one in findings if one.level is Level.ERROR]
    assert other.app_id in found.words
    assert "Take both from the settings of the same app" in found.words


@pytest.mark.parametrize(
    "declined",
    [["users:read.email"], ["chat:write.public"], ["users:read.email", "chat:write.public"]],
    ids=" and ".join,
)
async def test_what_goes_without_a_scope_that_was_declined(sandbox, environ, declined):
    sandbox.decline(*declined)

    findings = await examine(environ, now=now())

    assert [one for one in findings if one.level is Level.ERROR] == []
    said = [one.words for one in findings if "without the optional" in one.words]
    assert [words.split()[3].rstrip(",") for words in said] == sorted(declined)
    assert all(len(words.split()) > 10 for words in said)


async def test_an_installation_with_a_part_of_the_scopes(sandbox, environ):
    sandbox.scopes -= {"mpim:write", "dnd:read"}

    [found] = [one for one in await examine(environ, now=now()) if one.level is Level.ERROR]

    assert found.words.startswith(
        "The bot token lacks dnd:read, mpim:write. In the app's settings, under App"
    )
    assert "then reinstall the app" in found.words
