"""Slack in a process of its own, whose work is not the bot's: the sandbox, or a little Slack.

Says where it is when it is ready, how many people have how many messages for each line it reads, and
ends with its standard input.
"""

import asyncio
import json
import logging
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.slack import BOT_TOKEN, LittleSlack
from bot.clock import system_clock
from bot.logs import set_up_logs
from bot.sandbox.clock import SandboxClock
from bot.sandbox.model import Person
from bot.sandbox.sandbox import Sandbox
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.manifest import read_manifest

WORKSPACE_ID = "T1"


@dataclass(frozen=True, slots=True)
class SlackApart:
    gateway: SlackGateway
    base_url: str
    process: Process

    async def arrived(self) -> tuple[int, int]:
        """How many messages are there, and how many people have one."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(b"\n")
        messages, people = json.loads(await self.process.stdout.readline())
        return messages, people


def user_id(number: int) -> str:
    return f"UE{number:08}"


@asynccontextmanager
async def slack_apart(*, people: int = 0) -> AsyncIterator[SlackApart]:
    """The sandbox with so many people in it; with none, a little Slack that takes everything."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.slack_apart", str(people), stdin=PIPE, stdout=PIPE
    )
    assert process.stdout
    try:
        told: dict[str, Any] = json.loads(await process.stdout.readline())

        async def token_for(workspace_id: str) -> str:
            return str(told["token"])

        base = f"{told['address']}/api/"
        async with slack_session(base) as session:
            gateway = SlackGateway(session, base_url=base, token_for=token_for)
            yield SlackApart(gateway, base, process)
    finally:
        await process.communicate(b"")


async def _serve_sandbox(people: int) -> None:
    clock = SandboxClock(system_clock())
    sandbox = Sandbox(read_manifest(), clock=clock, wall=system_clock, team_id=WORKSPACE_ID)
    ids = [user_id(number) for number in range(people)]
    sandbox.workspace.people.update({one: Person(one, one) for one in ids})
    async with sandbox.serve() as address:
        _say({"address": address, "token": sandbox.bot_token})
        while await asyncio.to_thread(sys.stdin.readline):
            counts = [len(sandbox.messages(channel)) for channel in sandbox.channels]
            _say([sum(counts), sum(count > 0 for count in counts)])


async def _serve_little() -> None:
    async with LittleSlack.serve() as slack:
        _say({"address": slack.address, "token": BOT_TOKEN})
        while await asyncio.to_thread(sys.stdin.readline):
            _say([slack.posted, 0])


def _say(what: Any) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    set_up_logs(level=logging.WARNING)
    asked = int(sys.argv[1])
    asyncio.run(_serve_sandbox(asked) if asked else _serve_little())
