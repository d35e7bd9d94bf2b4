"""The clock's buttons: one move at a time, in the background, with a word about how it ended."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from functools import partial
from typing import Any

from aiohttp import web

from bot.sandbox.model import Json, Message
from bot.sandbox.showing.sent import latest_ts, sent_line
from bot.sandbox.showing.tour import account_json
from bot.sandbox.timeline import Timeline, TimelineError
from bot.sandbox.ui.guard import Refusal

LOG = logging.getLogger(__name__)
MOST_WEEKS = 104
NOBODY_WRITES = "No message came in the next 12 weeks."
STUMBLED = "Something went wrong in the app while the clock moved. Its log says what."
NAMED = 3


class Moves:
    """`ended` counts the moves; `word` says how the latest ended, `people` whom the app wrote to.

    `account` says in numbers what came of it.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._task: asyncio.Task[None] | None = None
        self.ended, self.word, self.people = 0, "", list[str]()
        self.account: Json | None = None

    def advance(self, body: Json) -> None:
        hours = whole(body, "hours", most=MOST_WEEKS * 7 * 24)
        self._start(self._counted(partial(self._timeline.advance, timedelta(hours=hours))))

    def until(self, body: Json) -> None:
        """To the next time that clocks there show a full hour: 3 in the morning, say."""
        hour = body.get("hour")
        if isinstance(hour, bool) or not isinstance(hour, int) or hour not in range(24):
            raise Refusal('"hour" has to be a whole number from 0 to 23.')
        self._start(self._timeline.advance(self._timeline.hours_until(hour)))

    def run(self, body: Json) -> None:
        weeks = whole(body, "weeks", most=MOST_WEEKS)
        self._start(self._counted(partial(self._timeline.run, weeks)))

    def next_message(self, body: Json) -> None:
        if self._timeline.next_event is None:
            raise TimelineError("We don't know when the app next writes. Move the clock by hours instead.")
        self._start(self._next_message())

    def stop(self, body: Json) -> None:
        self._timeline.stop()

    def act(self, body: Json) -> None:
        if self._timeline.people is None:
            raise Refusal("No one in this workspace acts on their own.", 409)
        if not isinstance(body.get("on"), bool):
            raise Refusal('"on" has to be true or false.')
        self._timeline.acting = body["on"]
        self._timeline.sandbox.changed("progress")

    async def close(self, _: web.Application) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def json(self) -> Json:
        return {
            "ended": self.ended,
            "word": self.word,
            "people": self.people,
            "account": self.account,
        }

    def _start(self, move: Coroutine[Any, Any, None]) -> None:
        if self._timeline.is_moving or (self._task and not self._task.done()):
            move.close()
            raise TimelineError("The clock is already moving. Stop it, or wait until it gets there.")
        self._task = asyncio.create_task(self._carry_out(move))

    async def _carry_out(self, move: Coroutine[Any, Any, None]) -> None:
        self.word, self.people, self.account = "", [], None
        try:
            await move
        except TimelineError as busy:
            self.word = str(busy)
        except Exception:
            # The move runs apart from the request that began it: nobody else would hear of this.
            LOG.exception("the clock could not be moved")
            self.word = STUMBLED
        self.ended += 1
        self._timeline.sandbox.changed("progress")

    async def _counted(self, move: Callable[[], Awaitable[None]]) -> None:
        """Carry it out, and say in numbers what came of it."""
        timeline, watch = self._timeline, self._timeline.watch
        begin, last = timeline.sandbox.clock.now(), latest_ts(timeline.sandbox)
        if watch:
            await watch.begin()
        await move()
        lines = [sent_line(timeline.sandbox, timeline.routine, after=last)]
        if watch:
            lines += await watch.lines()
        self.account = account_json(timeline.sandbox.clock.now() - begin, lines)

    async def _next_message(self) -> None:
        written = await self._timeline.next_message()
        self.people = list(dict.fromkeys(to for message in written for to in self._readers(message)))[:NAMED]
        if not written and not self.people:
            self.word = NOBODY_WRITES

    def _readers(self, message: Message) -> list[str]:
        only = message.ephemeral_for
        return [only] if only else self._timeline.sandbox.workspace.channels[message.channel].members


def whole(body: Json, key: str, *, most: int) -> int:
    value = body.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise Refusal(f'"{key}" has to be a whole number from 1 to {most}.')
    return value
