"""`lamplight doctor --live` against a sandbox in each state it can be in."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet

from bot.config import Settings
from bot.operations.findings import Level
from bot.operations.live.answers import came, teams_of
from bot.operations.live.plan import Plan, lines_of
from bot.operations.live.run import examine_live
from bot.operations.live.samples import samples
from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from bot.slack.manifest import HTTP_MANIFEST, SOCKET_MANIFEST, read_manifest
from tests.operations.command_line import lamplight

SUBJECTS = [
    "scopes",
    "group",
    "message to the group",
    "file to the group",
    "message by person's id",
    "file by conversation's id",
    "message to the channel",
    "do-not-disturb of one",
    "do-not-disturb of two",
    "guest",
    "gone",
    "blocks",
    "chart",
    "long message",
    "now",
    "response_url",
    "broken answer",
    "Home opened",
    "tap",
    "command",
    "taken back",
    "hosts",
]

FEW = [one for one in samples() if one.name in ("charter_agreed", "check_in_question", "home_away")]


def now():
    return datetime.now(UTC)


class Place:
    """A workspace with the people of the check-up in it, and the settings to do it with."""

    def __init__(self, sandbox, settings):
        self.sandbox, self.settings = sandbox, settings
        self.nia, self.tom = (sandbox.actor(sandbox.add_person(name)) for name in ("Nia Rees", "Tom Hale"))
        self.guest = sandbox.add_person("Gus West", is_restricted=True)
        self.gone = sandbox.add_person("Lia Holt", deleted=True)
        self.ward = sandbox.add_channel("ward-7", members=[self.nia.person])
        self.sandbox.request_url = f"http://127.0.0.1:{settings.port}/slack/events"

    def plan(self, **other):
        people = {"asking": self.nia.person.id, "other": self.tom.person.id, "channel": self.ward.id}
        return Plan(**(people | {"guest": self.guest.id, "gone": self.gone.id} | other))

    async def found(self, *, does=("tap", "home", "command"), patience=5.0, shown=FEW, **plan):
        """Every finding, while Nia does what she is asked."""
        doing = asyncio.create_task(self.taking_part(does))
        try:
            return [
                finding
                async for finding in examine_live(
                    self.settings, self.plan(**plan), patience=timedelta(seconds=patience), shown=shown
                )
            ]
        finally:
            doing.cancel()
            await asyncio.gather(doing, return_exceptions=True)

    async def taking_part(self, does):
        post = await self.sandbox.until(self.asked, within=30)
        if "home" in does:
            await self.nia.open_home()
        if "command" in does:
            await self.nia.command("/mentor", channel=self.ward)
        if "tap" in does:
            await self.nia.click(post, "check_up")

    def asked(self):
        return next((one for one in self.nia.inbox() if "tap the button" in one.text), None)

    def left(self):
        """What of the bot's is still to be seen, answers that only one person saw aside."""
        channels = [channel.id for channel in self.sandbox.channels]
        said = [message for channel in channels for message in self.sandbox.messages(channel)]
        return [
            message
            for message in said
            if message.author == self.sandbox.bot_user_id and not message.ephemeral_for
        ]


def settings_for(sandbox, port, folder, *, socket):
    secret = {"SLACK_APP_TOKEN": sandbox.app_token} if socket else {}
    return Settings.from_env(
        {
            "SLACK_API_URL": f"{sandbox.base_url}/api/",
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_SIGNING_SECRET": sandbox.signing_secret,
            "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
            "DATABASE_URL": f"sqlite:///{folder}/lamplight.db",
            "PORT": str(port),
            **secret,
        }
    )


@pytest.fixture(params=[HTTP_MANIFEST])
async def place(request, unused_tcp_port, tmp_path):
    sandbox = Sandbox(read_manifest(request.param), clock=SandboxClock(now()), wall=now)
    async with sandbox.serve():
        socket = request.param == SOCKET_MANIFEST
        yield Place(sandbox, settings_for(sandbox, unused_tcp_port, tmp_path, socket=socket))


def by_subject(findings):
    return {finding.subject: finding for finding in findings}


@pytest.mark.parametrize("place", [HTTP_MANIFEST, SOCKET_MANIFEST], indirect=True)
async def test_a_healthy_run_goes_through_every_step_in_order_and_leaves_nothing(place):
    findings = await place.found()

    assert [one.line() for one in findings if one.level is not Level.OK] == []
    assert list(by_subject(findings)) == SUBJECTS
    assert place.left() == []
    assert place.sandbox.base_url.removeprefix("http://") in findings[-1].words


async def test_what_is_written_to_whom_is_what_was_said(place):
    said = "\n".join(lines_of(place.plan()))
    seen = []

    with place.sandbox.subscribe() as changes:
        await place.found()
        while not changes.empty():
            change = changes.get_nowait()
            if change.kind == "message_posted":
                seen.append(change.ids[0])

    written = [place.sandbox.workspace.channels[channel] for channel in seen]
    readers = {reader for channel in written for reader in channel.members}
    assert readers == {place.nia.person.id, place.tom.person.id}
    assert all(reader in said for reader in [*readers, place.ward.id])


async def test_every_kind_of_message_form_and_page_is_shown_to_slack(place):
    await place.found(does=(), patience=0.1, shown=samples())

    asked = [entry.request for entry in place.sandbox.calls("blocks.validate")]
    assert len(asked) == len(list(samples())) + 1
    assert {kind for one in asked for kind in one} == {"view", "message"}


@pytest.mark.parametrize(
    ("scope", "subject", "words"),
    [
        ("mpim:write", "group", "conversations.open answered missing_scope. In the app's settings"),
        ("files:write", "file to the group", "missing_scope"),
        ("dnd:read", "do-not-disturb of one", "Without it nobody's do-not-disturb is known"),
        ("chat:write", "message by person's id", "chat.postMessage answered missing_scope"),
    ],
)
async def test_without_a_scope_its_step_fails_with_slacks_code_and_the_rest_goes_on(
    place, scope, subject, words
):
    place.sandbox.scopes -= {scope}

    found = by_subject(await place.found(does=(), patience=0.1))

    assert found[subject].level is not Level.OK
    assert words in found[subject].words
    assert found["scopes"].level is Level.ERROR
    assert found["blocks"].level is Level.OK


@pytest.mark.parametrize(
    ("plan", "subject", "words"),
    [
        ({"other": "UNOBODY"}, "group", "user_not_found. Copy the member ID again"),
        ({"channel": "CNOWHERE"}, "message to the channel", "channel_not_found. Type `/invite @Lamplight`"),
    ],
)
async def test_a_wrong_id_is_told_with_how_to_find_the_right_one(place, plan, subject, words):
    found = by_subject(await place.found(does=(), patience=0.1, **plan))

    assert (found[subject].level, words in found[subject].words) == (Level.ERROR, True)


async def test_a_channel_is_closed_where_the_optional_scope_was_declined(place):
    place.sandbox.decline("chat:write.public")
    place.ward.bot_is_member = False

    found = by_subject(await place.found(does=(), patience=0.1))

    assert (
        "not_in_channel. Type `/invite @Lamplight` in that channel" in found["message to the channel"].words
    )


async def test_what_was_posted_in_a_channel_the_bot_is_not_in_may_be_for_a_person_to_delete(place):
    """Whether Slack lets it go is not known; here it does not."""
    place.ward.bot_is_member = False

    told = [one.words for one in await place.found(does=(), patience=0.1) if one.subject == "taken back"]

    assert told[0].startswith("a message couldn't be taken back: chat.delete answered not_in_channel.")
    assert told[0].endswith("Delete it by hand.")
    assert len(told) == 2


async def test_somebody_who_has_left_is_told_with_slacks_code(place):
    found = by_subject(await place.found(does=(), patience=0.1, other=place.gone.id))

    assert "user_disabled. That person has left the workspace" in found["group"].words


@pytest.mark.parametrize(
    ("does", "subject", "words"),
    [
        ((), "events", "Slack has sent nothing"),
        (("tap", "command"), "Home opened", "no `app_home_opened` came within the time. Events are off"),
        (("home", "command"), "tap", "Interactivity & Shortcuts has to be on"),
        (("home", "tap"), "command", "If another app answers it"),
    ],
)
async def test_what_does_not_come_within_the_minute_is_told_with_where_to_look(place, does, subject, words):
    found = by_subject(await place.found(does=does, patience=1))

    assert (found[subject].level, words in found[subject].words) == (Level.ERROR, True)
    assert place.left() == []


async def test_the_token_of_another_app(place):
    other = place.sandbox.workspace.add_app("Deskbot", scopes=["channels:read"])
    place.settings = replace(place.settings, bot_token=other.bot_token)

    found = await place.found(does=(), patience=0.1)

    said = " ".join(one.words for one in found if one.subject == "scopes")
    assert "also carries channels:read, which Lamplight's manifest does not ask for" in said
    assert "missing_scope" in by_subject(found)["group"].words


async def test_a_manifest_without_its_features(place):
    space = place.sandbox.workspace
    space.grants = replace(space.grants, messages_tab=False, home_tab=False, commands=frozenset())

    found = by_subject(await place.found(does=(), patience=0.1))

    assert (
        "messages_tab_disabled. The app's Messages tab is off. In the"
        in found["message by person's id"].words
    )


@pytest.mark.parametrize(
    "named",
    [
        {"team": {"id": "T2"}, "user": {"team_id": "T2"}, "view": {"app_installed_team_id": "T1"}},
        {"team": None, "user": {}, "enterprise": {"id": "E1"}, "user_team": "T2", "team_id": "E1"},
    ],
)
def test_teams_that_are_not_the_tokens_are_told_with_where_they_stand(named):
    finding = came("tap", named, ours="T1", absent="")

    assert finding.level is Level.WARNING
    assert all(f"{where} {team}" in finding.words for where, team in teams_of(named).items())


async def test_a_command_that_another_app_answers(place):
    place.sandbox.workspace.add_app("Deskbot", commands=["/mentor"])

    found = by_subject(await place.found(patience=1))

    assert "that app was installed later" in found["command"].words


async def test_what_others_do_in_that_minute_is_left_for_slack_to_repeat(place):
    doing = asyncio.create_task(place.found(does=(), patience=1))
    await place.sandbox.until(place.asked)

    opened = await place.tom.open_home()

    assert (opened.status, opened.acked) == (503, False)
    assert "Slack has sent nothing" in by_subject(await doing)["events"].words


async def test_an_address_that_is_not_verified(place):
    place.sandbox.request_url = "http://127.0.0.1:1/slack/events"
    await place.sandbox.delivery.verify()

    found = by_subject(await place.found(patience=0.5))

    assert "press Retry beside the request address" in found["events"].words


async def test_a_host_that_a_firewall_keeps_back(place):
    place.sandbox.workspace.blocked |= {"respond", "upload"}

    found = by_subject(await place.found(patience=2))

    assert "upload gave no clear answer. It may be blocked" in found["file to the group"].words
    assert "Open the way to hooks.slack.com" in found["response_url"].words
    assert found["tap"].level is Level.OK


async def test_a_bot_that_still_runs_is_to_be_stopped(place):
    server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", place.settings.port)
    async with server:
        found = by_subject(await place.found(patience=0.1))

    assert found["answers"].words.startswith(f"something listens on 127.0.0.1:{place.settings.port}, the bot")


async def test_a_token_that_slack_does_not_know_ends_it_before_anything_is_written(place):
    place.sandbox.tokens.revoked = True

    [found] = await place.found(does=())

    assert "does not accept SLACK_BOT_TOKEN (token_revoked)" in found.words


async def test_what_was_written_is_taken_back_though_somebody_stops_it_in_the_middle(place):
    doing = asyncio.create_task(place.found(does=(), patience=60))
    await place.sandbox.until(place.asked)
    assert place.left()

    doing.cancel()
    await asyncio.gather(doing, return_exceptions=True)

    assert place.left() == []


async def test_what_cannot_be_taken_back_is_told(place):
    place.sandbox.fail("chat.delete", "fatal_error", times=9)

    told = [one.words for one in await place.found(does=(), patience=0.1) if one.subject == "taken back"]

    assert any("Delete it by hand" in words for words in told)


async def test_the_time_between_calls_that_slack_asks_for_is_kept(place):
    place.sandbox.rate_limit("blocks.validate", retry_after=1)

    found = by_subject(await place.found(does=(), patience=0.1))

    assert found["blocks"].level is Level.OK


def test_on_the_command_line_it_asks_first_and_needs_two_people(tmp_path):
    environ = {
        "SLACK_API_URL": "http://127.0.0.1:1/api/",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "shh",
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "DATABASE_URL": f"sqlite:///{tmp_path}/lamplight.db",
    }

    alone = lamplight("doctor", "--live", folder=tmp_path, **environ)
    asked = lamplight(
        "doctor", "--live", "--as", "U1", "--with", "U2", folder=tmp_path, answer="n\n", **environ
    )

    assert "--live writes to you and to a colleague" in alone.stderr
    assert (asked.returncode, "in a group of the two: a message" in asked.stdout) == (1, True)
    assert "met" not in asked.stdout
