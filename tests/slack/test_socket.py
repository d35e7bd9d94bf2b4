"""Socket Mode: the line holds, is made anew when it falls silent, and closes after the answers at hand."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from slack_bolt.async_app import AsyncApp

from bot.slack.errors import Refused
from bot.slack.socket import socket_line

OFTEN, SOON = timedelta(milliseconds=20), timedelta(milliseconds=200)
NEVER = timedelta(hours=1)


@pytest.fixture
def bolt(sandbox, gateway):
    client = gateway.web_client()
    client.token = sandbox.bot_token
    return AsyncApp(client=client, process_before_response=True, request_verification_enabled=False)


@asynccontextmanager
async def connected(sandbox, gateway, bolt, *, ping_every=OFTEN, patience=NEVER):
    token = sandbox.app_token
    async with socket_line(bolt, gateway, app_token=token, ping_every=ping_every, patience=patience) as line:
        yield line


def opened(sandbox):
    return len(sandbox.calls("apps.connections.open"))


async def test_commands_travel_over_the_line(sandbox, gateway, bolt, ana):
    @bolt.command("/mentor")
    async def on_mentor(ack):
        await ack("Here")

    async with connected(sandbox, gateway, bolt) as line:
        assert await line.is_connected()
        await ana.command("/mentor")

    assert [message.text for message in ana.inbox()] == ["Here"]
    assert not sandbox.sockets.connected


async def test_a_wrong_app_token_is_said_once(sandbox, gateway, bolt):
    with pytest.raises(Refused, match="invalid_auth"):
        async with socket_line(bolt, gateway, app_token="xapp-wrong"):
            pass

    assert opened(sandbox) == 1


async def test_a_line_that_falls_silent_is_replaced(sandbox, gateway, bolt, ana):
    async with connected(sandbox, gateway, bolt, ping_every=NEVER, patience=SOON) as line:
        await sandbox.until(lambda: opened(sandbox) >= 2)
        await sandbox.until(lambda: sandbox.sockets.connections == 1)
        assert await line.is_connected()


async def test_a_line_that_cannot_be_replaced_yet_is_tried_again(sandbox, gateway, bolt, caplog):
    async with connected(sandbox, gateway, bolt, ping_every=NEVER, patience=SOON):
        sandbox.rate_limit("apps.connections.open")
        await sandbox.until(lambda: opened(sandbox) >= 3)

    assert "could not connect again yet" in caplog.text


async def test_pongs_are_a_sign_of_life(sandbox, gateway, bolt):
    async with connected(sandbox, gateway, bolt, ping_every=OFTEN, patience=SOON):
        silence = asyncio.create_task(sandbox.until(lambda: opened(sandbox) >= 2, within=1.0))
        with pytest.raises(AssertionError):
            await silence


async def test_a_refresh_asked_for_by_slack_keeps_the_line(sandbox, gateway, bolt, ana):
    bolt.command("/mentor")(acknowledge)

    async with connected(sandbox, gateway, bolt):
        await sandbox.refresh_sockets()
        reply = await ana.command("/mentor")

    assert reply.acked


async def test_what_is_being_answered_is_finished_before_hanging_up(sandbox, gateway, bolt, ana):
    at_work, go_on = asyncio.Event(), asyncio.Event()

    @bolt.command("/mentor")
    async def on_mentor(ack):
        at_work.set()
        await go_on.wait()
        await ack("Done")

    async with connected(sandbox, gateway, bolt):
        asked = asyncio.create_task(ana.command("/mentor"))
        await at_work.wait()
        asyncio.get_running_loop().call_later(0.05, go_on.set)

    assert (await asked).acked


async def acknowledge(ack):
    await ack()
