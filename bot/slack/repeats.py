"""Events that Slack sends again: each is handled once, and one whose handling failed is handled anew.

Slack repeats what was not acknowledged, and does so though the first delivery may still be at work.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Protocol

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

from bot.background import Background
from bot.logs import note_failure
from bot.slack.heard import Heard

logger = logging.getLogger(__name__)

# Shorter than an event stays somebody's own, so that two never work on the same.
WORK_WITHIN = timedelta(seconds=25)
NOT_NOW = 503

# Where a request keeps the moment it came, by the clock of the event loop.
CAME_AT = "came_at"

# Of a workspace and an event: whether there is anything to do for it.
IsNews = Callable[[str, Mapping[str, Any]], Awaitable[bool]]


class Events(Protocol):
    """The ids of events that were begun and done, shared by all processes."""

    async def begin(self, event_id: str) -> bool:
        """Mark an event as ours to handle. False if somebody else has it, or it is done."""

    async def is_done(self, event_id: str) -> bool:
        """Whether the event has been handled."""

    async def finish(self, event_id: str) -> None:
        """Mark an event as handled."""

    async def take_back(self, event_id: str) -> None:
        """Forget that an event was begun, so that its next delivery is handled."""


class OnceAnEvent(AsyncApp):
    """Bolt's app, over HTTP or in Socket Mode, which acknowledges an event when it is done."""

    def __init__(
        self,
        events: Events,
        background: Background,
        *,
        is_news: IsNews,
        heard: Heard | None = None,
        **bolt: Any,
    ) -> None:
        """Hand what is still at work when the process ends to `background`, which is waited for.

        What is no news, by `is_news`, is acknowledged, and goes no further: not a row is written for it.
        """
        # Without this Bolt acknowledges an event before its listener has run.
        super().__init__(process_before_response=True, **bolt)
        self._events, self._background, self._is_news = events, background, is_news
        self._heard = heard

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Answer a request; an event that somebody else is handling gets a 503, and comes again."""
        req.context[CAME_AT] = asyncio.get_running_loop().time()
        if self._heard:
            self._heard.note(req.body)
        event_id = _event_id(req.body)
        if event_id is None:
            return await super().async_dispatch(req)
        return await self._background.start(self._noted(event_id, req))

    async def _noted(self, event_id: str, req: AsyncBoltRequest) -> BoltResponse:
        try:
            return await self._once(event_id, req)
        except Exception as error:
            note_failure(logger, f"event {event_id} could not be noted; Slack sends it again", error)
            return _answer(NOT_NOW)

    async def _once(self, event_id: str, req: AsyncBoltRequest) -> BoltResponse:
        if not await self._is_news(req.context.team_id or "", req.body.get("event") or {}):
            return _answer(200)
        if not await self._events.begin(event_id):
            return _answer(200 if await self._events.is_done(event_id) else NOT_NOW)
        response = await self._handled(event_id, req)
        await (self._events.finish if response.status == 200 else self._events.take_back)(event_id)
        return response

    async def _handled(self, event_id: str, req: AsyncBoltRequest) -> BoltResponse:
        try:
            async with asyncio.timeout(WORK_WITHIN.total_seconds()):
                return await super().async_dispatch(req)
        except TimeoutError:
            logger.error("event %s took too long; Slack sends it again", event_id)
            return _answer(NOT_NOW)


def _event_id(body: Mapping[str, Any]) -> str | None:
    return body.get("event_id") if body.get("type") == "event_callback" else None


def _answer(status: int) -> BoltResponse:
    return BoltResponse(status=status, body="")
