"""A start while Slack is away waits for it, and the probe is told."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest

from bot.errors import UserFacingError
from bot.slack.errors import SlackAway
from bot.web import waiting
from bot.web.waiting import LONGEST_PAUSE, until_slack_answers


@pytest.fixture
def quickly(monkeypatch):
    monkeypatch.setattr(waiting, "FIRST_PAUSE", timedelta(milliseconds=1))


class Start:
    """Begins once Slack is there."""

    def __init__(self, away, *, meanwhile=None):
        self.tries, self._away, self._meanwhile = 0, away, meanwhile
        self.has_tried = asyncio.Event()

    async def __call__(self):
        self.tries += 1
        self.has_tried.set()
        if self.tries <= self._away:
            if self._meanwhile and self.tries > 1:
                await self._meanwhile()
            raise SlackAway("Slack cannot be reached.")
        return "begun"


async def test_it_is_tried_until_slack_answers_and_the_probe_says_that_it_waits(
    quickly, unused_tcp_port, caplog
):
    answers = []

    async def probe():
        address = f"http://127.0.0.1:{unused_tcp_port}/healthz"
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            answers.append((answer.status, await answer.json()))

    start = Start(3, meanwhile=probe)
    assert await until_slack_answers(start, host="127.0.0.1", port=unused_tcp_port) == "begun"
    assert start.tries == 4
    assert answers == [(503, {"slack": "waiting"})] * 2
    assert caplog.text.count("It is tried again in") == 3
    with pytest.raises(aiohttp.ClientConnectorError):
        await probe()


async def test_what_somebody_must_mend_ends_it_at_once(quickly, unused_tcp_port):
    async def wrong():
        raise UserFacingError("Slack does not accept SLACK_BOT_TOKEN.")

    with pytest.raises(UserFacingError, match="does not accept"):
        await until_slack_answers(wrong, host="127.0.0.1", port=unused_tcp_port)


async def test_whoever_stops_it_does_not_wait(unused_tcp_port):
    start = Start(10)
    task = asyncio.create_task(until_slack_answers(start, host="127.0.0.1", port=unused_tcp_port))
    await start.has_tried.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_pauses_grow_to_a_minute():
    pauses = waiting._pauses()
    found = [next(pauses).total_seconds() for _ in range(7)]
    assert found == [2, 4, 8, 16, 32, LONGEST_PAUSE.total_seconds(), LONGEST_PAUSE.total_seconds()]
