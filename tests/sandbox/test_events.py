"""The Events API: what is delivered, and how often when nobody acknowledges."""

from datetime import timedelta

import pytest
from aiohttp import web

from tests.sandbox.conftest import listening


class Deaf:
    """An endpoint that answers 500 until told otherwise, and keeps what it was sent."""

    def __init__(self):
        self.status, self.headers, self.seen = 500, {}, []
        self.app = web.Application()
        self.app.router.add_post("/slack/events", self.answer)

    async def answer(self, request):
        body = await request.json()
        retry = request.headers.get("x-slack-retry-num"), request.headers.get("x-slack-retry-reason")
        self.seen.append((body["event_id"], *retry))
        return web.Response(status=self.status, headers=self.headers)


@pytest.fixture
async def deaf(sandbox):
    endpoint = Deaf()
    sandbox.delivery.must_verify = False
    async with listening(sandbox, endpoint.app):
        yield endpoint


async def attempts(sandbox, deaf, count):
    await sandbox.until(lambda: len([e for e in sandbox.wire if e.direction == "to_app"]) == count)
    return [(number, reason) for _, number, reason in deaf.seen]


async def test_an_event_is_tried_at_once_then_after_one_and_five_minutes(sandbox, deaf, ana):
    await ana.open_home()

    assert await attempts(sandbox, deaf, 2) == [(None, None), ("1", "http_error")]
    sandbox.clock.advance(timedelta(seconds=59))
    with pytest.raises(AssertionError):
        await sandbox.until(lambda: len(deaf.seen) > 2, within=0.05)
    sandbox.clock.advance(timedelta(seconds=1))
    assert (await attempts(sandbox, deaf, 3))[-1] == ("2", "http_error")
    sandbox.clock.advance(timedelta(minutes=5))
    assert (await attempts(sandbox, deaf, 4))[-1] == ("3", "http_error")
    assert len({event_id for event_id, _, _ in deaf.seen}) == 1


async def test_retries_stop_when_one_is_acknowledged(sandbox, deaf, ana):
    await ana.open_home()
    await attempts(sandbox, deaf, 2)
    deaf.status = 200
    sandbox.clock.advance(timedelta(minutes=1))
    await attempts(sandbox, deaf, 3)

    sandbox.clock.advance(timedelta(minutes=10))
    await ana.open_home()

    assert len(await attempts(sandbox, deaf, 4)) == 4


async def test_x_slack_no_retry_is_honoured(sandbox, deaf, ana):
    deaf.headers = {"x-slack-no-retry": "1"}

    await ana.open_home()
    await ana.open_home()

    assert [number for _, number, _ in deaf.seen] == [None, None]


async def test_nothing_outside_the_manifest_is_delivered(sandbox, deaf, ana, ward):
    assert await sandbox.send_event({"type": "team_join", "user": {}}) is None
    await ana.say(ward, "Only for people")

    assert deaf.seen == []


async def test_a_changed_person_is_announced(sandbox, app, ana):
    seen = []

    @app.event("user_change")
    async def on_change(event):
        seen.append(event["user"])

    await sandbox.change_person(ana.person, deleted=True)

    assert (seen[0]["id"], seen[0]["deleted"]) == (ana.person.id, True)


async def test_uninstalling_tells_the_app(sandbox, deaf):
    deaf.status = 200

    await sandbox.uninstall()

    assert [e.what for e in sandbox.wire if e.direction == "to_app"] == ["app_uninstalled"]
