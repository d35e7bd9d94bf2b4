"""What is asked again and again, with a thousand pairs and with fifty thousand and a million messages."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import text

from benchmarks.databases import durable
from benchmarks.living import deps_for
from benchmarks.report import Line, median
from benchmarks.slack_apart import slack_apart
from bot.deps import Deps
from bot.domain.acts import Act
from bot.jobs.ticks import STEPS, tick_in_time
from bot.usecases.home.home import read_home
from bot.usecases.privacy.downloading import make_copy
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.privacy.retention import forget_in_time
from tests.databases import BOTH, Databases, opened
from tests.people import WS
from tests.storage.plenty import MESSAGES, NOW, fill, mentee

FEW, MANY = 1_000, 50_000
WARM_UP, ROUNDS = 5, 40
MOST_GROWTH = 1.5
NOBODY = "UNOBODY"
Ask = Callable[[Deps, int], Awaitable[object]]


async def _nothing(deps: Deps, _: int) -> None:
    """Three statements that ask for nothing."""
    for _ in range(3):
        async with deps.db.statement() as repos:
            await repos.work._run(text("SELECT 1"))


async def _each_step(deps: Deps, _: int) -> None:
    for step in STEPS:
        await step.take(deps, NOW)


def _act(number: int) -> Act:
    return Act(WS, mentee(10 * number + 5), NOW)


ASKED: dict[str, Ask] = {
    "nothing, three times": _nothing,
    "an idle tick": lambda deps, _: tick_in_time(deps),
    "all steps of a tick": _each_step,
    "forgetting in time": lambda deps, _: forget_in_time(deps.db, now=NOW),
    "Home of nobody": lambda deps, _: read_home(
        deps.db, act=Act(WS, NOBODY, NOW), is_admin=False, content=deps.content
    ),
    "Home of a member": lambda deps, number: read_home(
        deps.db, act=_act(number), is_admin=False, content=deps.content
    ),
    "my data": lambda deps, number: make_copy(deps.db, act=_act(number), content=deps.content),
    "delete me": lambda deps, number: forget_person(deps.db, act=_act(number)),
}
LAST = "delete me"
# What each is held against in the same run; all others against themselves with few pairs.
FLOORS = {"an idle tick": "nothing, three times", "Home of a member": "Home of nobody"}


@dataclass(slots=True)
class Taken:
    """Milliseconds of each round, and of the bot's own processor in it."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    async def add(self, work: Awaitable[object]) -> None:
        began, worked = time.perf_counter(), time.process_time()
        await work
        self.cpu.append(1000 * (time.process_time() - worked))
        self.wall.append(1000 * (time.perf_counter() - began))


async def run(databases: Databases) -> list[Line]:
    lines: list[Line] = []
    for kind in BOTH:
        async with _filled(databases, kind, FEW) as few, _filled(databases, kind, MANY) as many:
            lines += _lines(kind, *await _measure(few, many))
    return lines


@asynccontextmanager
async def _filled(databases: Databases, kind: str, pairs: int) -> AsyncIterator[Deps]:
    async with durable(databases, kind) as url, opened(url) as db, slack_apart() as slack:
        await fill(db, pairs=pairs)
        deps, _ = deps_for(db, slack, NOW)
        yield deps


async def _measure(few: Deps, many: Deps) -> tuple[dict[str, Taken], dict[str, Taken]]:
    """In turns, so that whatever else the machine does falls on all of them."""
    among_few, among_many = ({what: Taken() for what in ASKED} for _ in range(2))
    # It leaves a note to whoever was matched, and then no tick is idle.
    for asked in ([what for what in ASKED if what != LAST], [LAST]):
        for number in range(WARM_UP + ROUNDS):
            for what in asked:
                await among_few[what].add(ASKED[what](few, number))
                await among_many[what].add(ASKED[what](many, number))
    return among_few, among_many


def _lines(kind: str, few: dict[str, Taken], many: dict[str, Taken]) -> list[Line]:
    return [_line(kind, what, few, many) for what in ASKED if what not in FLOORS.values()]


def _line(kind: str, what: str, few: dict[str, Taken], many: dict[str, Taken]) -> Line:
    took, before = _usual(many[what].wall), _usual(few[what].wall)
    floor = _usual(many[FLOORS[what]].wall) if what in FLOORS else before
    own = _usual(many[what].cpu)
    return Line(
        f"growth, {kind}, {MANY:,} pairs, {MANY * MESSAGES:,} messages: {what}",
        f"{took:.2f} ms ({own:.2f} of CPU)",
        f"{floor:.2f} ms",
        floor / took,
        f"{took / before:.2f} of that with {FEW:,} pairs, at most {MOST_GROWTH:.2f}",
        took / before <= MOST_GROWTH,
    )


def _usual(values: list[float]) -> float:
    """Without the first rounds, in which statements were compiled."""
    return median(values[WARM_UP:])
