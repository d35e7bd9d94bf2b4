"""What people call themselves in Slack, for a page: kept in memory for a while, and nowhere else."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.slack.errors import SlackProblem
from bot.slack.gateway import SlackGateway

REMEMBERED_FOR = timedelta(hours=12)
# A page waits no longer for names; those that are missing then are there the next time.
WAIT_FOR = timedelta(seconds=1)
AT_ONCE = 8

Who = tuple[str, str]


class Names:
    """The memory of one process. What is not known yet is asked of Slack."""

    def __init__(self, slack: SlackGateway, *, clock: Clock) -> None:
        self._slack, self._clock = slack, clock
        self._known: dict[Who, tuple[datetime, str]] = {}
        self._asking: dict[Who, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(AT_ONCE)

    async def of(self, workspace_id: str, user_ids: Iterable[str]) -> Mapping[str, str]:
        """Give the names that are known within a second; the others are missing."""
        wanted = set(user_ids)
        missing = [one for one in wanted if self._name(workspace_id, one) is None]
        if tasks := [self._asked(workspace_id, one) for one in missing]:
            await asyncio.wait(tasks, timeout=WAIT_FOR.total_seconds())
        found = ((one, self._name(workspace_id, one)) for one in wanted)
        return {one: name for one, name in found if name is not None}

    def _name(self, workspace_id: str, user_id: str) -> str | None:
        at, name = self._known.get((workspace_id, user_id), (None, None))
        return name if at is not None and at <= self._clock() < at + REMEMBERED_FOR else None

    def _asked(self, workspace_id: str, user_id: str) -> asyncio.Task[None]:
        who = (workspace_id, user_id)
        if who not in self._asking:
            self._asking[who] = asyncio.create_task(self._ask(who))
            self._asking[who].add_done_callback(lambda _: self._asking.pop(who, None))
        return self._asking[who]

    async def _ask(self, who: Who) -> None:
        async with self._room:
            try:
                found = await self._slack.names(*who)
            except SlackProblem:
                return
        if found:
            self._known[who] = (self._clock(), found[0])
