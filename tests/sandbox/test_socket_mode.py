"""Socket Mode with Bolt's own handler."""

import asyncio

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.building import acknowledge, home, modal, section, text_input


@pytest.fixture
async def connected(sandbox, bolt):
    """The app connected over a socket, and no request_url."""
    web = AsyncWebClient(base_url=f"{sandbox.base_url}/api/")
    handler = AsyncSocketModeHandler(bolt, sandbox.app_token, web_client=web, ping_interval=0.2)
    await handler.connect_async()
    await sandbox.until(lambda: sandbox.sockets.connected)
    yield bolt
    await handler.close_async()


async def test_commands_events_and_modals_travel_over_the_socket(sandbox, connected, ana):
    @connected.command("/beacon")
    async def on_beacon(ack, body, client):
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("why")))
        await ack("Opened")

    @connected.view("form")
    async def on_form(ack):
        await ack(response_action="errors", errors={"why": "More."})

    @connected.event("app_home_opened")
    async def on_home(event, client):
        await client.views_publish(user_id=event["user"], view=home(section("Hi")))

    await ana.command("/beacon")
    await ana.choose(ana.modal, "text", "x")
    await ana.submit()
    await ana.open_home()

    assert (ana.inbox()[0].text, ana.modal_errors) == ("Opened", {"why": "More."})
    await sandbox.until(lambda: ana.home)


async def test_no_ack_over_the_socket_is_a_timeout(sandbox, connected, ana):
    sandbox.ack_seconds = 0.1

    await ana.command("/beacon")

    assert "operation_timeout" in ana.messages(ana.note)[-1].text


async def test_an_event_over_the_socket_is_retried(sandbox, connected, ana):
    sandbox.ack_seconds = 0.1
    tries = []

    @connected.event("app_home_opened")
    async def on_home(request):
        tries.append(request.headers.get("x-slack-retry-num"))
        if len(tries) == 1:
            await asyncio.Event().wait()

    await ana.open_home()

    await sandbox.until(lambda: len(tries) == 2)
    assert tries[1] == ["1"]


async def test_a_refreshed_connection_is_replaced(sandbox, connected, ana):
    connected.command("/beacon")(acknowledge)
    before = len(sandbox.calls("apps.connections.open"))

    await sandbox.refresh_sockets()

    assert (await ana.command("/beacon")).acked
    assert len(sandbox.calls("apps.connections.open")) == before + 1


async def test_an_eleventh_connection_is_turned_away(sandbox):
    web = AsyncWebClient(base_url=f"{sandbox.base_url}/api/")
    async with aiohttp.ClientSession() as session:
        sockets = []
        for _ in range(11):
            url = (await web.apps_connections_open(app_token=sandbox.app_token))["url"]
            sockets.append(await session.ws_connect(url))
        greetings = [(await socket.receive_json())["type"] for socket in sockets]

    assert greetings == ["hello"] * 10 + ["disconnect"]


async def test_an_app_that_goes_away_is_noticed_at_once(sandbox, ana):
    web = AsyncWebClient(base_url=f"{sandbox.base_url}/api/")
    url = (await web.apps_connections_open(app_token=sandbox.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        socket = await session.ws_connect(url)
        await socket.receive_json()
        typing = asyncio.create_task(ana.command("/beacon"))
        await socket.receive_json()
        await socket.close()

    assert (await typing).body == "connection_failed"


async def test_a_ticket_admits_once(sandbox):
    web = AsyncWebClient(base_url=f"{sandbox.base_url}/api/")
    url = (await web.apps_connections_open(app_token=sandbox.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            assert (await socket.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_only_the_app_token_opens_connections(sandbox):
    web = AsyncWebClient(base_url=f"{sandbox.base_url}/api/")

    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await web.apps_connections_open(app_token=sandbox.bot_token)
