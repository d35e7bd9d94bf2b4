"""Whether the way to one of Slack's hosts is open: what answers there may be a filter."""

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.slack.check_up.hosts import is_reachable


@pytest.mark.parametrize(
    ("status", "location", "reachable"),
    [
        (200, None, True),
        (404, None, True),
        (302, "/elsewhere", True),
        (302, "https://blocked.example.org/why", False),
        (407, None, False),
    ],
)
async def test_whatever_slack_says_will_do_and_what_leads_away_is_a_filter(status, location, reachable):
    async def answer(request):
        return web.Response(status=status, headers={"Location": location} if location else {})

    pages = web.Application()
    pages.router.add_get("/", answer)
    async with TestServer(pages) as server, aiohttp.ClientSession() as session:
        assert await is_reachable(session, str(server.make_url("/"))) is reachable


async def test_nobody_there_is_not_reachable(unused_tcp_port):
    async with aiohttp.ClientSession() as session:
        assert not await is_reachable(session, f"http://127.0.0.1:{unused_tcp_port}/")
