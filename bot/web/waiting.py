"""A start while Slack is away: it is tried again and again, and the probe is told so meanwhile."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import TypeVar

from aiohttp import web

from bot.slack.errors import SlackAway
from bot.web.serving import serving

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=1)

T = TypeVar("T")


async def until_slack_answers(begin: Callable[[], Awaitable[T]], *, host: str, port: int) -> T:
    """Begin, as often as it takes, with growing pauses. Raises what else `begin` raises.

    Where it takes more than once, /healthz answers that Slack is waited for.
    """
    try:
        return await begin()
    except SlackAway as away:
        why = away
    pages = web.Application()
    pages.router.add_get("/healthz", _not_ready)
    async with serving(pages, host=host, port=port):
        for pause in _pauses():
            logger.warning("%s It is tried again in %d s.", why, pause.total_seconds())
            await asyncio.sleep(pause.total_seconds())
            try:
                return await begin()
            except SlackAway as away:
                why = away
    raise AssertionError("there is always another pause")


def _pauses() -> Iterator[timedelta]:
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_PAUSE)


async def _not_ready(request: web.Request) -> web.Response:
    """Nothing but Slack is missing."""
    return web.json_response({"slack": "waiting"}, status=503)
