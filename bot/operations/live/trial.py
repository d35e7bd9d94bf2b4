"""What every step of the check-up has at hand, and what is to be taken back."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.clock import Clock
from bot.config import Settings
from bot.operations.findings import Finding
from bot.operations.findings import error as wrong
from bot.operations.live.mending import how_to_mend
from bot.operations.live.plan import Plan
from bot.operations.live.samples import Sample
from bot.slack.errors import RateLimited, Refused, SlackProblem, Unreachable
from bot.slack.gateway import Identity, Posted, SlackGateway
from bot.slack.translation import translated

T = TypeVar("T")
Json = Mapping[str, Any]
A_MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Trial:
    """`group` and `direct` are conversations, once a step has found them; `hosts` are those that were met."""

    settings: Settings
    slack: SlackGateway
    identity: Identity
    plan: Plan
    clock: Clock
    samples: Iterable[Sample]
    patience: timedelta = A_MINUTE
    group: str = ""
    direct: str = ""
    hosts: dict[str, None] = field(default_factory=dict)
    posted: list[Posted] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    under_way: list[asyncio.Task[Any]] = field(default_factory=list)

    @property
    def ws(self) -> str:
        return self.identity.workspace_id

    def now(self) -> datetime:
        return self.clock()

    async def post(self, channel: str, message: Json) -> Posted:
        """Post something that is taken back at the end."""
        return await self._to_its_end(self._post(channel, message))

    async def upload(self, channel: str, files: Mapping[str, bytes]) -> None:
        """Share files that are taken back at the end."""
        await self._to_its_end(self._upload(channel, files))

    async def _post(self, channel: str, message: Json) -> Posted:
        posted = await self.slack.post(self.ws, channel, message)
        self.posted.append(posted)
        return posted

    async def _upload(self, channel: str, files: Mapping[str, bytes]) -> None:
        self.files += await self.slack.upload_files(self.ws, channel, files)

    async def _to_its_end(self, work: Coroutine[Any, Any, T]) -> T:
        """Whoever stops the check-up stops no call whose answer says what is to be taken back."""
        task = asyncio.create_task(work)
        self.under_way.append(task)
        return await asyncio.shield(task)

    async def call(self, method: str, **arguments: str) -> Json:
        """Call a method that the bot itself has no use for. Raises what SlackGateway raises."""
        client = self.slack.web_client()
        with translated(method):
            answer = await client.api_call(method, data={"token": self.settings.bot_token, **arguments})
        data = answer.data
        return data if isinstance(data, dict) else {}


Step = Callable[[Trial], AsyncIterator[Finding]]


async def carried_out(step: Step, trial: Trial, *, subject: str) -> AsyncIterator[Finding]:
    """Yield what a step finds; what stops it is a finding too, with Slack's own code."""
    try:
        async for finding in step(trial):
            yield finding
    except SlackProblem as problem:
        yield wrong(subject, refusal(problem))


def refusal(problem: SlackProblem) -> str:
    """Slack's code, and how to mend it."""
    return f"{problem.method} {_came_of(problem)}. {how_to_mend(problem)}"


def _came_of(problem: SlackProblem) -> str:
    match problem:
        case Unreachable():
            return "couldn't be reached"
        case Refused(error=error):
            return f"answered {error}"
        case RateLimited(retry_after=wait):
            return f"asked to wait {wait.total_seconds():.0f} s"
    return "gave no clear answer"
