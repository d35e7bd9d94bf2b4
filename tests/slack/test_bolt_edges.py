"""Repeats, and how it is heard of that the app was taken out."""

import pytest
from aiohttp import web

from bot.background import Background
from bot.clock import system_clock
from bot.domain.people import Installation
from bot.slack.authorize import authorize_from
from bot.slack.installations import Installations
from bot.slack.repeats import OnceAnEvent
from bot.slack.requests import slack_endpoint
from bot.slack.uninstall import listen_for_uninstalls
from bot.web.serving import serving
from tests.slack.conftest import MONDAY


class Desk:
    """The bot's memory, as far as these tests need it."""

    def __init__(self, sandbox):
        self.stored = {
            sandbox.team_id: Installation(sandbox.team_id, sandbox.bot_user_id, "B1", sandbox.bot_token)
        }
        self.seen, self.heard, self.taken_out_at, self.is_settled = {}, [], {}, True

    async def find(self, workspace_id):
        return self.stored.get(workspace_id)

    async def taken_out(self, workspace_id, happened_at, *, by_token):
        self.taken_out_at[workspace_id] = happened_at
        return self.is_settled

    async def begin(self, event_id):
        is_new = event_id not in self.seen
        self.seen.setdefault(event_id, "begun")
        return is_new

    async def is_done(self, event_id):
        return self.seen[event_id] == "done"

    async def finish(self, event_id):
        self.seen[event_id] = "done"

    async def take_back(self, event_id):
        del self.seen[event_id]

    async def is_news(self, workspace_id, event):
        return True

    async def on_event(self, event):
        self.heard.append(event["type"])


@pytest.fixture
def desk(sandbox):
    return Desk(sandbox)


@pytest.fixture
def installations(desk):
    return Installations(desk.find, clock=system_clock)


@pytest.fixture
async def bolt(sandbox, desk, installations):
    """A Bolt app with our middleware, listening where the sandbox delivers."""
    background = Background()
    app = OnceAnEvent(
        desk,
        background,
        is_news=desk.is_news,
        signing_secret=sandbox.signing_secret,
        authorize=authorize_from(installations),
    )
    listen_for_uninstalls(app, background, taken_out=desk.taken_out)
    pages = web.Application()
    endpoint = slack_endpoint(app, signing_secret=sandbox.signing_secret, wall=system_clock)
    pages.router.add_post("/slack/events", endpoint)
    async with serving(pages, host="127.0.0.1", port=0) as address:
        sandbox.request_url = f"{address}/slack/events"
        yield app


async def test_an_event_sent_again_is_acknowledged_and_goes_no_further(sandbox, desk, bolt, ana):
    bolt.event("app_home_opened")(desk.on_event)
    event = {"type": "event_callback", "event_id": "Ev1", "team_id": sandbox.team_id}
    event |= {"event": {"type": "app_home_opened", "user": ana.person.id}}

    first = await sandbox.delivery.event(event)
    again = await sandbox.delivery.event(event, retry=1, reason="http_timeout")

    assert (first.acked, again.acked, desk.heard) == (True, True, ["app_home_opened"])


async def test_a_click_is_never_taken_for_a_repeat(sandbox, desk, bolt, ana):
    heard = []

    @bolt.command("/mentor")
    async def on_mentor(ack):
        heard.append("command")
        await ack()

    await ana.command("/mentor")
    await ana.command("/mentor")

    assert (heard, desk.seen) == (["command"] * 2, {})


async def test_taking_the_app_out_is_heard_of_with_the_moment_it_happened(sandbox, desk, bolt):
    await sandbox.send_event({"type": "app_uninstalled"})

    assert desk.taken_out_at == {sandbox.team_id: MONDAY}


@pytest.mark.parametrize(
    ("tokens", "is_out"),
    [({"oauth": ["U1"], "bot": []}, False), ({"oauth": ["U1"]}, False), ({"bot": ["U2"]}, True)],
)
async def test_only_without_the_bots_own_token_is_the_app_out(sandbox, desk, bolt, tokens, is_out):
    assert (await sandbox.send_event({"type": "tokens_revoked", "tokens": tokens})).acked

    assert (sandbox.team_id in desk.taken_out_at) == is_out


@pytest.mark.parametrize("is_settled", [True, False])
async def test_what_is_not_settled_is_to_be_sent_again(sandbox, desk, bolt, is_settled):
    desk.is_settled = is_settled

    assert (await sandbox.send_event({"type": "app_uninstalled"})).acked is is_settled
