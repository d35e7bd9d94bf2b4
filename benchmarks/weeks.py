"""Twelve weeks of the invented hospital: 120 people, put together as `lamplight demo` does."""

import time

from benchmarks.databases import durable
from benchmarks.report import Line, median
from bot.demo.world import world
from tests.databases import KEY, SQLITE, Databases

ROUNDS = 3
WEEKS = 12


async def run(databases: Databases) -> list[Line]:
    seconds = median([await _once(databases) for _ in range(ROUNDS)])
    return [Line(f"weeks: {WEEKS} for 120 people", f"{seconds:.1f} s", aim="under 30 s", held=seconds < 30)]


async def _once(databases: Databases) -> float:
    async with durable(databases, SQLITE) as url, world(seed=1, key=KEY, database_url=url) as made:
        began = time.perf_counter()
        await made.timeline.run(weeks=WEEKS)
        return time.perf_counter() - began
