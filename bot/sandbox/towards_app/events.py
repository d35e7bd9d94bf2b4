"""The Events API: what happened in the workspace, delivered until acknowledged."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from bot.sandbox.model import Json
from bot.sandbox.towards_app.delivery import Delivery
from bot.sandbox.towards_app.reply import TIMED_OUT, Reply
from bot.sandbox.towards_app.switch import Switch
from bot.sandbox.workspace import Workspace

RETRY_AFTER = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))


class Events:
    """Only the events the manifest subscribes to. Retries wait by the sandbox clock."""

    def __init__(self, workspace: Workspace, delivery: Delivery) -> None:
        self._workspace, self._delivery = workspace, delivery
        self.switch = Switch(workspace.clock.now)
        self._retries: set[asyncio.Task[None]] = set()
        self._held: list[Json] | None = None

    async def send(self, event: Json) -> Reply | None:
        """The outcome of the first attempt; None where none is made."""
        if event["type"] not in self._workspace.grants.events or not self.switch.is_on:
            return None
        payload = self.envelope(event)
        if self._held is not None:
            self._held.append(payload)
            return None
        reply = await self.deliver(payload)
        if _wants_retry(reply):
            task = asyncio.create_task(self._retry(payload, reply))
            self._retries.add(task)
            task.add_done_callback(self._retries.discard)
        return reply

    @contextmanager
    def held(self) -> Iterator[list[Json]]:
        """Keep back what happens inside the block, to be delivered late, twice, out of order, or never."""
        self._held = []
        try:
            yield self._held
        finally:
            self._held = None

    async def deliver(self, payload: Json, *, retry: int = 0, reason: str = "") -> Reply:
        """One attempt."""
        reply = await self._delivery.event(payload, retry=retry, reason=reason)
        self.switch.note(acked=reply.acked)
        return reply

    async def close(self) -> None:
        retries = list(self._retries)
        for task in retries:
            task.cancel()
        await asyncio.gather(*retries, return_exceptions=True)

    async def _retry(self, payload: Json, reply: Reply) -> None:
        clock = self._workspace.clock
        for number, pause in enumerate(RETRY_AFTER, start=1):
            await clock.reached(clock.now() + pause)
            if not self.switch.is_on:
                return
            reply = await self.deliver(payload, retry=number, reason=_reason(reply))
            if not _wants_retry(reply):
                return

    def envelope(self, event: Json) -> Json:
        """As it leaves now, and as every repeat of it will be."""
        space = self._workspace
        enterprise_id = space.teams.home.enterprise[0] or None
        authorization = {"team_id": space.team_id, "user_id": space.bot.id, "is_bot": True}
        return {
            "token": "verification-token",
            "team_id": space.team_id,
            **({"enterprise_id": enterprise_id} if enterprise_id else {}),
            "api_app_id": space.app_id,
            "type": "event_callback",
            "event": {"event_ts": space.new_ts(), **event},
            "event_id": space.new_id("Ev"),
            "event_time": int(space.clock.now().timestamp()),
            "authorizations": [
                {**authorization, "enterprise_id": enterprise_id, "is_enterprise_install": False}
            ],
            "is_ext_shared_channel": False,
        }


def _wants_retry(reply: Reply) -> bool:
    return not reply.acked and not reply.no_retry


def _reason(reply: Reply) -> str:
    if reply.status:
        return "http_error"
    return "http_timeout" if reply.body == TIMED_OUT else "connection_failed"
