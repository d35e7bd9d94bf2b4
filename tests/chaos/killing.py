"""A storm of due messages, with Slack in trouble and the bot killed again and again."""

import asyncio
import json
import os
import random
import signal
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.clock import system_clock
from bot.content import Content, load_content
from bot.delivery.sender import Sender
from bot.domain.delivery.outbox import WAITING
from bot.nudges import all_kinds
from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import How
from bot.sandbox.sandbox import Sandbox
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.manifest import read_manifest
from bot.slack.pacing import NO_LIMITS, Pace
from bot.storage.database import Database
from tests.chaos.clocks import FastClock, Hands
from tests.chaos.ward import START, Counts, Storm, arrivals, arrive, count, move_in, rows_of, storm
from tests.databases import POSTGRESQL, Databases, opened
from tests.people import WS

SPEED = 20.0
SHORTEST_LIFE = 0.02
SLOW_FOR = 0.25
BETWEEN_FAULTS = 0.1
FAULTS = (How.SLOW, How.SLOW, How.DROP_AFTER_RECEIPT, How.HTTP_500, How.RATE_LIMIT)
Born = Callable[[FastClock], Awaitable[int]]
SETTLED_WITHIN = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Plan:
    """`kills` for each of the processes."""

    kind: str
    messages: int
    kills: int
    seed: int = 1

    @property
    def processes(self) -> int:
        return 3 if self.kind == POSTGRESQL else 1

    def lasts(self, birth: float) -> timedelta:
        """How long the killing takes on the fast clock, about; a process is at work after `birth` seconds."""
        life = (SHORTEST_LIFE + longest_life(birth)) / 2
        return timedelta(seconds=self.kills * (life + birth)) * SPEED


def longest_life(birth: float) -> float:
    """On a busy machine everything takes longer, also what is to be interrupted."""
    return 0.7 + 3 * birth


async def run(databases: Databases, plan: Plan) -> Counts:
    rng, content = random.Random(plan.seed), load_content()
    hands = Hands(START)
    clock = SandboxClock(START, wall=hands)
    sandbox = Sandbox(read_manifest(), clock=clock, wall=system_clock, seed=1, team_id=WS)
    async with (
        databases.address(plan.kind) as url,
        opened(url) as db,
        sandbox.serve() as slack,
        _nursery({"database": url, "slack": f"{slack}/api/", "token": sandbox.bot_token}) as born,
    ):
        # The first one waits until everything is loaded.
        await _birth(born, hands.still, 1)
        birth = await _birth(born, hands.still, plan.processes)
        lasts = plan.lasts(birth)
        falls_due = storm(rng, messages=plan.messages, within=lasts * 0.9)
        await move_in(db, falls_due, content, rng)
        arrive(sandbox, falls_due)
        hands.follows = FastClock(START, system_clock().timestamp(), SPEED)
        kills = await _kill_all(plan, born, hands.follows, sandbox, longest=longest_life(birth), rng=rng)
        amid = sum(len(arrived.about) for arrived in arrivals(sandbox))
        await settle(db, sandbox, content, falls_due)
        counts = await count(db, sandbox, falls_due, content=content)
    counts.kills, counts.amid, counts.birth = kills, amid, birth
    return counts


async def _birth(born: Born, still: FastClock, processes: int) -> float:
    """How long it takes, in seconds, when as many are born at a time; measured on this machine, now."""
    began = time.perf_counter()
    for pid in await asyncio.gather(*(born(still) for _ in range(processes))):
        os.kill(pid, signal.SIGKILL)
    return time.perf_counter() - began


async def _kill_all(
    plan: Plan, born: Born, clock: FastClock, sandbox: Sandbox, *, longest: float, rng: random.Random
) -> int:
    """Returns how many were killed."""
    trouble = asyncio.create_task(_make_trouble(sandbox, random.Random(rng.random())))
    lives = [
        _live_and_die(born, clock, longest, random.Random(rng.random()), plan.kills)
        for _ in range(plan.processes)
    ]
    killed = sum(await asyncio.gather(*lives))
    trouble.cancel()
    with suppress(asyncio.CancelledError):
        await trouble
    sandbox.faults.clear()
    return killed


async def _live_and_die(born: Born, clock: FastClock, longest: float, rng: random.Random, times: int) -> int:
    for _ in range(times):
        pid = await born(clock)
        await asyncio.sleep(rng.uniform(SHORTEST_LIFE, longest))
        os.kill(pid, signal.SIGKILL)
    return times


@asynccontextmanager
async def _nursery(told: dict[str, Any]) -> AsyncIterator[Born]:
    """Yields what starts a process and returns its pid once it is at work."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.chaos.nursery", stdin=PIPE, stdout=PIPE
    )
    assert process.stdin
    assert process.stdout
    source, sink, turn = process.stdout, process.stdin, asyncio.Lock()

    async def born(clock: FastClock) -> int:
        async with turn:
            sink.write(json.dumps({**told, "clock": clock.to_json()}).encode() + b"\n")
            return int(await source.readline())

    try:
        yield born
    finally:
        sink.close()
        await process.wait()


async def _make_trouble(sandbox: Sandbox, rng: random.Random) -> None:
    """Every now and then a message meets a fault."""
    loop = asyncio.get_running_loop()
    while True:
        how = rng.choice(FAULTS)
        if how is How.RATE_LIMIT:
            sandbox.rate_limit("chat.postMessage", retry_after=5)
        else:
            fault = sandbox.fail("chat.postMessage", how)
            if how is How.SLOW:
                loop.call_later(BETWEEN_FAULTS + SLOW_FOR, fault.release.set)
        await asyncio.sleep(rng.uniform(0, 2 * BETWEEN_FAULTS))


async def settle(db: Database, sandbox: Sandbox, content: Content, falls_due: Storm) -> None:
    """The bot runs on, undisturbed, until nothing of what was planned waits any more."""

    async def token_for(workspace_id: str) -> str:
        return sandbox.bot_token

    base = f"{sandbox.base_url}/api/"
    async with slack_session(base) as session:
        slack = SlackGateway(session, base_url=base, token_for=token_for)
        pace = Pace(NO_LIMITS)
        sender = Sender(db=db, slack=slack, content=content, kinds=all_kinds(), pace=pace)
        end = sandbox.clock.now() + SETTLED_WITHIN
        while (now := sandbox.clock.now()) < end:
            await sender.recover(now)
            await sender.deliver_due(sandbox.clock.now)
            async with db.transaction() as repos:
                due = await repos.outbox.next_due_at()
                waiting = [row for row in await rows_of(repos, falls_due) if row.state in WAITING]
            if not waiting:
                return
            # Every few minutes at first: what the dead left in hand comes back by its lease.
            step = timedelta(minutes=5) if now < START + timedelta(days=1) else timedelta(hours=1)
            sandbox.clock.move_to(max(sandbox.clock.now() + step, min(due or end, end)))
