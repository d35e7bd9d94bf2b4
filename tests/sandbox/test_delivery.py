"""Requests to the app: signed, answered in time, and shown to the person when they are not."""

import asyncio

from aiohttp import web
from slack_bolt.async_app import AsyncApp

from bot.sandbox.towards_app.reply import NOT_VERIFIED
from bot.sandbox.towards_app.signing import signature
from tests.sandbox.building import acknowledge
from tests.sandbox.conftest import listening


async def test_bolt_accepts_the_signature_and_answers_the_command(sandbox, app, ana):
    @app.command("/beacon")
    async def on_beacon(ack, command):
        await ack(f"You said {command['text']}.")

    reply = await ana.command("/beacon", "hello")

    assert reply.acked
    [message] = ana.inbox()
    assert (message.text, message.ephemeral_for) == ("You said hello.", ana.person.id)


async def test_bolt_refuses_a_wrong_signature(sandbox, client, ana):
    bolt = AsyncApp(client=client, signing_secret="somebody else's")
    bolt.command("/beacon")(acknowledge)

    async with listening(sandbox, bolt.web_app("/slack/events")):
        reply = await ana.command("/beacon")

    assert reply.status == 401
    assert 'failed with the error "dispatch_failed"' in ana.messages(ana.note)[-1].text


def test_signature_is_the_one_in_slacks_documentation():
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
        b"%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    expected = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"

    assert signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body) == expected


async def test_a_command_that_is_not_acknowledged_in_time_fails_in_front_of_the_person(sandbox, app, ana):
    never = asyncio.Event()
    sandbox.ack_seconds = 0.1

    @app.command("/beacon")
    async def on_beacon(ack):
        await never.wait()

    reply = await ana.command("/beacon")
    never.set()

    assert not reply.acked
    assert ana.messages(ana.note)[-1].text == '/beacon failed with the error "operation_timeout"'
    assert ana.inbox() == []


async def test_a_command_that_is_not_in_the_manifest_never_reaches_the_app(sandbox, app, ana):
    await ana.command("/other")

    assert ana.messages(ana.note)[-1].text == "/other is not a valid command."
    assert [entry for entry in sandbox.wire if entry.direction == "to_app"] == []


async def test_the_wire_shows_both_ways_and_no_token(sandbox, app, ana, client):
    app.command("/beacon")(acknowledge)
    await ana.command("/beacon", f"my token is {sandbox.bot_token}")
    await client.api_call("auth.test", params={"token": sandbox.bot_token})

    directions = {entry.direction for entry in sandbox.wire}
    assert directions == {"to_app", "from_app"}
    assert sandbox.bot_token not in repr(sandbox.wire)


async def test_no_event_goes_to_an_address_before_the_challenge_came_back_from_it(sandbox, ana):
    running: list[str] = []

    async def answer(request):
        body = await request.json()
        return web.json_response({"challenge": body.get("challenge")} if running else {})

    pages = web.Application()
    pages.router.add_post("/slack/events", answer)
    async with listening(sandbox, pages):
        early = [await ana.open_home(), await ana.open_home()]
        running.append("now")
        still = await ana.open_home()
        assert await sandbox.delivery.verify()
        late = await ana.open_home()

    assert [reply.body for reply in [*early, still]] == [NOT_VERIFIED] * 3
    assert late.acked
    assert [entry.what for entry in sandbox.wire] == ["url_verification"] * 2 + ["app_home_opened"]
