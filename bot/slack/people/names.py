"""What people call themselves in Slack, for a page: kept in memory for a while, and nowhere else."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.slack.errors import RateLimited, Refused, SlackProblem
from bot.slack.gateway import SlackGateway
from bot.slack.people.members import NOT_HERE, called

# Everybody who takes part is looked up once a day, and what changes meanwhile events tell.
REMEMBERED_FOR = timedelta(hours=36)
MOST_REMEMBERED = 20_000
# A page waits no longer for names; those that are missing then are there the next time.
WAIT_FOR = timedelta(seconds=2)
AT_ONCE, MOST_OF_A_PAGE = 8, 60
# Thirty a minute of those nobody waits for: Slack allows a hundred.
BETWEEN = timedelta(seconds=2)

Heard = tuple[datetime, str]


class Names:
    """The memory of one process, by workspace. What is not known yet is asked of Slack.

    Somebody whom Slack does not show, or who has no name there, is remembered as such. Where Slack asks to
    wait, nobody of that workspace is asked about until then.
    """

    def __init__(self, slack: SlackGateway, *, clock: Clock) -> None:
        self._slack, self._clock = slack, clock
        self._between = timedelta(0) if slack.is_local else BETWEEN
        self._heard: dict[str, dict[str, Heard]] = {}
        self._asking: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._waiting: dict[str, dict[str, None]] = {}
        self._warming: dict[str, asyncio.Task[None]] = {}
        self._free_at: dict[str, datetime] = {}
        self._room = asyncio.Semaphore(AT_ONCE)

    async def of(self, workspace_id: str, user_ids: Iterable[str]) -> Mapping[str, str]:
        """Give the names that are known within two seconds; the others are missing."""
        wanted = list(dict.fromkeys(user_ids))
        missing = self._missing(workspace_id, wanted)
        if missing and not self._is_limited(workspace_id):
            tasks = [self._asked(workspace_id, one) for one in missing[:MOST_OF_A_PAGE]]
            await asyncio.wait(tasks, timeout=WAIT_FOR.total_seconds())
        self.warm(workspace_id, missing[MOST_OF_A_PAGE:])
        now, heard = self._clock(), self._heard.get(workspace_id, {})
        known = ((one, *heard[one]) for one in wanted if one in heard)
        return {one: name for one, at, name in known if name and _is_recent(at, now)}

    def lacks(self, workspace_id: str, user_ids: Iterable[str]) -> bool:
        """Whether Slack hasn't answered yet about some of these."""
        return bool(self._missing(workspace_id, user_ids))

    def known(self, workspace_id: str) -> Mapping[str, str]:
        """Give all names of a workspace that are known, by user id, without asking."""
        now = self._clock()
        heard = self._heard.get(workspace_id, {})
        return {one: name for one, (at, name) in heard.items() if name and _is_recent(at, now)}

    def warm(self, workspace_id: str, user_ids: Iterable[str]) -> None:
        """Learn these names in the background, one after the other at Slack's pace."""
        if missing := self._missing(workspace_id, user_ids):
            self._waiting.setdefault(workspace_id, {}).update(dict.fromkeys(missing))
            if workspace_id not in self._warming:
                self._warming[workspace_id] = asyncio.create_task(self._warm(workspace_id))
                self._warming[workspace_id].add_done_callback(lambda _: self._warming.pop(workspace_id, None))

    def learn(self, workspace_id: str, user: Mapping[str, Any]) -> None:
        """Take a name from what Slack answers of somebody who is asked about for another reason."""
        heard = self._heard.setdefault(workspace_id, {})
        user_id = str(user["id"])
        heard.pop(user_id, None)
        while len(heard) >= MOST_REMEMBERED:
            del heard[next(iter(heard))]
        heard[user_id] = self._clock(), next(iter(called(user)), "")

    def follow(self, workspace_id: str, user: Mapping[str, Any]) -> None:
        """Take a new name from an event, of somebody who is known: most events are of strangers."""
        if user.get("id") in self._heard.get(workspace_id, {}):
            self.learn(workspace_id, user)

    def forget(self, workspace_id: str, user_id: str = "") -> None:
        """Forget somebody, or without an id a whole workspace."""
        if user_id:
            self._heard.get(workspace_id, {}).pop(user_id, None)
            self._waiting.get(workspace_id, {}).pop(user_id, None)
        else:
            for kept in (self._heard, self._waiting, self._free_at):
                kept.pop(workspace_id, None)

    async def close(self) -> None:
        """Leave off asking."""
        tasks = [*self._asking.values(), *self._warming.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _missing(self, workspace_id: str, user_ids: Iterable[str]) -> list[str]:
        now, heard = self._clock(), self._heard.get(workspace_id, {})
        return [one for one in user_ids if one not in heard or not _is_recent(heard[one][0], now)]

    def _asked(self, workspace_id: str, user_id: str) -> asyncio.Task[None]:
        who = (workspace_id, user_id)
        if who not in self._asking:
            self._asking[who] = asyncio.create_task(self._ask(workspace_id, user_id))
            self._asking[who].add_done_callback(lambda _: self._asking.pop(who, None))
        return self._asking[who]

    async def _ask(self, workspace_id: str, user_id: str) -> None:
        async with self._room:
            if self._is_limited(workspace_id):
                return
            try:
                names = await self._slack.names(workspace_id, user_id)
            except RateLimited as limited:
                self._free_at[workspace_id] = self._clock() + limited.retry_after
            except SlackProblem as problem:
                if isinstance(problem, Refused) and problem.error in NOT_HERE:
                    self.learn(workspace_id, {"id": user_id})
            else:
                self.learn(workspace_id, {"id": user_id, "real_name": next(iter(names), "")})

    async def _warm(self, workspace_id: str) -> None:
        while waiting := self._waiting.get(workspace_id):
            user_id = next(iter(waiting))
            if self._missing(workspace_id, [user_id]):
                await self._asked(workspace_id, user_id)
                await asyncio.sleep(self._between.total_seconds())
            if self._is_limited(workspace_id):
                await asyncio.sleep((self._free_at[workspace_id] - self._clock()).total_seconds())
            else:
                waiting.pop(user_id, None)
        self._waiting.pop(workspace_id, None)

    def _is_limited(self, workspace_id: str) -> bool:
        free_at = self._free_at.get(workspace_id)
        return free_at is not None and self._clock() < free_at


def _is_recent(at: datetime, now: datetime) -> bool:
    """A clock that was set back makes what is known no younger."""
    return at <= now < at + REMEMBERED_FOR
