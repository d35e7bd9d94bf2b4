"""Telling the page what changed, as server-sent events."""

import asyncio
import json
from contextlib import suppress

from aiohttp import web

from bot.sandbox.model import Change, Json
from bot.sandbox.timeline import Timeline
from bot.sandbox.ui.guard import SECURITY
from bot.sandbox.ui.moves import Moves
from bot.sandbox.ui.shapes import moment_json

HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", **SECURITY}
SECONDS_BETWEEN = 0.1  # a long run changes thousands of things; the page needs no more than this
SECONDS_SILENT = 15.0
EVERYTHING = Change("everything")


class Stream:
    """Each open page gets one event for everything that changed since its last one."""

    def __init__(self, timeline: Timeline, moves: Moves, *, run: str) -> None:
        self._timeline, self._moves, self._run = timeline, moves, run
        self._open: set[asyncio.Task[None]] = set()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=HEADERS)
        await response.prepare(request)
        task = asyncio.create_task(self._tell(response))
        self._open.add(task)
        try:
            with suppress(asyncio.CancelledError, ConnectionError):
                await task
            with suppress(ConnectionError):
                await self._write(response, [])  # the last word may say why it is the last
        finally:
            task.cancel()
            self._open.discard(task)
        return response

    async def close(self, _: web.Application) -> None:
        """Let the pages go, so that the server can stop at once."""
        for task in list(self._open):
            task.cancel()

    async def _tell(self, response: web.StreamResponse) -> None:
        with self._timeline.sandbox.subscribe() as changes:
            news = [EVERYTHING]  # whatever happened before somebody listened
            while True:
                await self._write(response, news)
                await asyncio.sleep(SECONDS_BETWEEN)
                news = await _next(changes)

    async def _write(self, response: web.StreamResponse, news: list[Change]) -> None:
        await response.write(f"data: {json.dumps(self._note(news))}\n\n".encode())

    def _note(self, news: list[Change]) -> Json:
        told = {"run": self._run, "changed": brief(news), "outcome": self._moves.json()}
        return told | moment_json(self._timeline)


async def _next(changes: asyncio.Queue[Change]) -> list[Change]:
    """Everything that changed, waiting for something to; nothing after a long silence."""
    try:
        async with asyncio.timeout(SECONDS_SILENT):
            first = await changes.get()
    except TimeoutError:
        return []
    return [first, *(changes.get_nowait() for _ in range(changes.qsize()))]


def brief(news: list[Change]) -> list[list[str]]:
    """Each kind of change once for each person or conversation."""
    return [list(pair) for pair in dict.fromkeys((change.kind, *change.ids[:1]) for change in news)]
