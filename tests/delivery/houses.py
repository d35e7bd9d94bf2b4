"""A database, a workspace and a sender between them that can be held up just before a message is marked."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.content import Content
from bot.delivery.kind import AnyKind
from bot.delivery.preparing import Preparer
from bot.delivery.sender import Sender
from bot.domain.delivery.outbox import DeliveryState, OutboxMessage, Planned
from bot.nudges import all_kinds
from bot.sandbox.clock import SandboxClock
from bot.sandbox.model import Person as Member
from bot.sandbox.sandbox import Sandbox
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.manifest import read_manifest
from bot.slack.pacing import NO_LIMITS, Pace
from bot.storage.database import Database
from bot.storage.tables import outbox
from tests.people import MONDAY, WS

Between = Callable[[], Awaitable[object]]


async def nothing() -> None:
    """Hold up nobody."""


class HeldUp(Preparer):
    """Something happens to it when it has read and judged, and has not marked yet."""

    def __init__(self, between: Between, **parts: Any) -> None:
        super().__init__(**parts)
        self._between = between

    async def _start(self, *args: Any, **more: Any) -> Any:
        await self._between()
        return await super()._start(*args, **more)


@dataclass
class House:
    db: Database
    sandbox: Sandbox
    gateway: SlackGateway
    content: Content
    limits: Pace = field(default_factory=lambda: Pace(NO_LIMITS))

    def sender(self, between: Between = nothing, **kinds: AnyKind) -> Sender:
        parts: dict[str, Any] = {
            "db": self.db,
            "content": self.content,
            "kinds": {**all_kinds(), **kinds},
            "pace": self.limits,
        }
        made = Sender(slack=self.gateway, **parts)
        made._preparer = HeldUp(between, **parts)
        return made

    async def deliver(self, now: datetime = MONDAY, *, between: Between = nothing) -> int:
        return await self.sender(between).deliver_due(lambda: now)

    def know(self, *user_ids: str) -> None:
        """Slack has these people."""
        self.sandbox.workspace.people.update({one: Member(one, one) for one in user_ids})

    def posted(self) -> int:
        return len(self.sandbox.calls("chat.postMessage"))

    async def plan(self, *planned: Planned) -> None:
        async with self.db.transaction() as repos:
            await repos.outbox.plan(planned)

    async def rows(self) -> list[OutboxMessage]:
        async with self.db.transaction() as repos:
            found = await repos.outbox._all(outbox.select().order_by(outbox.c.id), {})
        return [OutboxMessage(**row._mapping) for row in found]

    async def states(self) -> dict[DeliveryState, int]:
        async with self.db.transaction() as repos:
            return {state: count for state, count in (await repos.outbox.counts(WS)).items() if count}


@asynccontextmanager
async def house_of(db: Database, content: Content):
    sandbox = Sandbox(read_manifest(), clock=SandboxClock(MONDAY), wall=lambda: datetime.now(UTC), team_id=WS)

    async def token_for(workspace_id: str) -> str:
        return sandbox.bot_token

    async with sandbox.serve() as address, slack_session(address) as session:
        yield House(
            db, sandbox, SlackGateway(session, base_url=f"{address}/api/", token_for=token_for), content
        )


class Meeting:
    """A point at which so many wait for each other."""

    def __init__(self, many: int) -> None:
        self._missing, self._all_here = many, asyncio.Event()
        self.somebody_waits = asyncio.Event()

    async def wait(self) -> None:
        self.somebody_waits.set()
        self._missing -= 1
        if self._missing <= 0:
            self._all_here.set()
        await self._all_here.wait()
