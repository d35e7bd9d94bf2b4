"""Repeats, and what is left after the app is taken out."""

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp

from bot.clock import system_clock
from bot.domain.people import Installation
from bot.slack.authorize import authorize_from
from bot.slack.installations import Installations
from bot.slack.repeats import ignore_repeats
from bot.slack.requests import slack_endpoint
from bot.slack.uninstall import forget_when_uninstalled
from bot.web.serving import serving


class Desk:
    """The bot's memory, as far as these tests need it."""

    def __init__(self, sandbox):
        self.stored = {
            sandbox.team_id: Installation(sandbox.team_id, sandbox.bot_user_id, "B1", sandbox.bot_token)
        }
        self.seen, self.heard = set(), []

    async def find(self, workspace_id):
        return self.stored.get(workspace_id)

    async def delete(self, workspace_id):
        del self.stored[workspace_id]

    async def first_time(self, event_id):
        new = event_id not in self.seen
        self.seen.add(event_id)
        return new

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
    app = AsyncApp(
        signing_secret=sandbox.signing_secret,
        authorize=authorize_from(installations),
        process_before_response=True,
    )
    app.middleware(ignore_repeats(desk.first_time))
    forget_when_uninstalled(app, installations, delete=desk.delete)
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

    assert (heard, desk.seen) == (["command"] * 2, set())


async def test_taking_the_app_out_deletes_what_was_kept_and_forgets_the_token(
    sandbox, desk, bolt, installations
):
    await installations.token(sandbox.team_id)

    await sandbox.uninstall()

    assert desk.stored == {}
    assert await installations.find(sandbox.team_id) is None
