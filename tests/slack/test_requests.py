"""What reaches Bolt over HTTP, and what is turned away before."""

import asyncio
import json
import logging
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.slack import requests
from bot.slack.authorize import UNKNOWN_WORKSPACE, authorize_from
from bot.slack.installations import Installations
from bot.slack.requests import LARGEST_BODY, slack_endpoint

SECRET = "0123456789abcdef0123456789abcdef"
CHALLENGE = json.dumps({"type": "url_verification", "challenge": "abc"})


def now_plus(minutes):
    return str(int((datetime.now(UTC) + timedelta(minutes=minutes)).timestamp()))


def signed(body, *, timestamp=None, secret=SECRET):
    timestamp = timestamp or now_plus(0)
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature,
        "Content-Type": "application/json",
    }


@pytest.fixture
def bolt():
    async def find(workspace_id):
        return None

    authorize = authorize_from(Installations(find, clock=lambda: datetime.now(UTC)))
    return AsyncApp(
        signing_secret=SECRET,
        authorize=authorize,
        user_facing_authorize_error_message=UNKNOWN_WORKSPACE,
        process_before_response=True,
    )


@pytest.fixture
async def client(bolt):
    app = web.Application(client_max_size=LARGEST_BODY)
    endpoint = slack_endpoint(bolt, signing_secret=SECRET, wall=lambda: datetime.now(UTC))
    app.router.add_post("/slack/events", endpoint)
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_a_signed_request_gets_through(client):
    answer = await client.post("/slack/events", data=CHALLENGE, headers=signed(CHALLENGE))

    assert (answer.status, "abc" in await answer.text()) == (200, True)


def without(name):
    return {key: value for key, value in signed(CHALLENGE).items() if key != name}


# Made when the test runs: a timestamp of collection would have aged.
REFUSED = {
    "signed with another secret": lambda: signed(CHALLENGE, secret="f" * 32),
    "signed for another body": lambda: signed("{}"),
    "six minutes old": lambda: signed(CHALLENGE, timestamp=now_plus(-6)),
    "six minutes ahead": lambda: signed(CHALLENGE, timestamp=now_plus(6)),
    "a timestamp that is no number": lambda: signed(CHALLENGE, timestamp="soon"),
    "a timestamp in other digits": lambda: signed(CHALLENGE) | {"X-Slack-Request-Timestamp": "٣٣٣"},
    "a signature that is not ASCII": lambda: signed(CHALLENGE) | {"X-Slack-Signature": "v0=ä"},
    "no timestamp": lambda: without("X-Slack-Request-Timestamp"),
    "no signature": lambda: without("X-Slack-Signature"),
}


@pytest.mark.parametrize("make_headers", REFUSED.values(), ids=REFUSED.keys())
async def test_what_slack_did_not_sign_just_now_is_turned_away_in_one_line(client, caplog, make_headers):
    caplog.set_level(logging.DEBUG)

    answer = await client.post("/slack/events", data=CHALLENGE, headers=make_headers())

    assert answer.status == 401
    told = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(told) == 1
    assert "\n" not in told[0].getMessage()
    assert "abc" not in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_body_over_a_megabyte_is_turned_away_unread(client, caplog):
    body = "x" * (LARGEST_BODY + 1)

    answer = await client.post("/slack/events", data=body, headers=signed(body))

    assert answer.status == 413
    assert "Traceback" not in caplog.text


async def test_a_body_that_grows_past_a_megabyte_is_turned_away(client, caplog):
    async def endless():
        for _ in range(20):
            yield b"x" * (LARGEST_BODY // 10)

    answer = await client.post("/slack/events", data=endless(), headers=signed("x"))

    assert answer.status == 413
    assert "Traceback" not in caplog.text


NONSENSE = [
    "{",
    "[1]",
    "payload=%7B",
    "",
    "hello",
    "1",
    '"text"',
    "null",
    "payload=null",
    "payload=[]",
    "payload=1",
    "{}",
    '{"type": 5}',
    '{"type": "event_callback"}',
    '{"type": "event_callback", "event_id": "E1", "event": "x"}',
    '{"type": "event_callback", "event_id": "E1", "event": {"type": ["x"]}}',
    '{"type": "event_callback", "event_id": "E1", "event": {"type": "x"}, "authorizations": [1]}',
    '{"type": "block_actions", "user": "U1", "actions": [{"action_id": "a"}]}',
    '{"type": "block_actions", "user": {"id": "U1"}, "actions": {"action_id": "a"}}',
    '{"type": "block_actions", "user": {"id": "U1"}, "actions": [5]}',
    '{"type": "block_actions", "user": {"id": "U1"}, "actions": [{"action_id": {}}]}',
    '{"type": "view_submission", "user": {"id": "U1"}, "view": 7}',
    '{"type": "view_submission", "user": {"id": "U1"}, "view": {"state": {"values": {"a": [1]}}}}',
    '{"type": "view_submission", "user": {"id": 5}, "view": {"id": "V1"}}',
    '{"type": "view_submission", "team": "T1", "user": {"id": "U1"}, "view": {"id": "V1"}}',
    '{"type": "url_verification"}',
    "[" * 5000,
]


@pytest.mark.parametrize("body", NONSENSE)
async def test_a_signed_body_that_makes_no_sense_is_turned_away(client, caplog, body):
    answer = await client.post("/slack/events", data=body, headers=signed(body))

    assert answer.status == 400
    assert "Traceback" not in caplog.text


async def test_a_body_that_never_comes_is_not_waited_for(client, caplog, monkeypatch):
    monkeypatch.setattr(requests, "READ_WITHIN", timedelta(milliseconds=20))

    async def never():
        yield CHALLENGE[:5].encode()
        await asyncio.Event().wait()

    answer = await client.post("/slack/events", data=never(), headers=signed(CHALLENGE))

    assert answer.status == 408
    assert "Traceback" not in caplog.text


async def test_a_body_that_is_not_text_is_turned_away(client, caplog):
    headers = {"X-Slack-Request-Timestamp": now_plus(0), "X-Slack-Signature": f"v0={'0' * 64}"}

    answer = await client.post("/slack/events", data=b"\xff\xfe", headers=headers)

    assert answer.status == 400
    assert "Traceback" not in caplog.text


async def test_a_workspace_nobody_set_up_is_told_so_without_a_traceback(client, caplog):
    body = urlencode({"command": "/mentor", "team_id": "T-unknown", "user_id": "U1"})
    headers = signed(body) | {"Content-Type": "application/x-www-form-urlencoded"}

    answer = await client.post("/slack/events", data=body, headers=headers)

    assert answer.status == 200
    assert await answer.text() == UNKNOWN_WORKSPACE
    assert "Traceback" not in caplog.text
