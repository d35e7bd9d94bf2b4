"""Twelve weeks of the invented hospital: 120 people, put together as `lamplight demo` does."""

import time
from typing import Any

from sqlalchemy import func, select

from benchmarks.databases import durable
from benchmarks.report import Line, median
from bot.demo.world import world
from bot.domain.delivery.outbox import DeliveryState
from bot.storage.database import Database
from bot.storage.tables import outbox
from tests.databases import KEY, SQLITE, Databases

ROUNDS = 3
WEEKS = 12
MOST_JUDGED = 1.3


async def run(databases: Databases) -> list[Line]:
    rounds = [await _once(databases) for _ in range(ROUNDS)]
    seconds = median([taken for taken, _ in rounds])
    judged = median([judgements for _, judgements in rounds])
    return [
        Line(f"weeks: {WEEKS} for 120 people", f"{seconds:.1f} s", aim="under 30 s", held=seconds < 30),
        Line("weeks: judgements a message", f"{judged:.2f}", aim="at most 1.3", held=judged <= MOST_JUDGED),
    ]


async def _once(databases: Databases) -> tuple[float, float]:
    """How long the weeks took, and how often a row was judged for each that left."""
    async with durable(databases, SQLITE) as url, world(seed=1, key=KEY, database_url=url) as made:
        judged_before, left_before = await _counts(made.bot.deps.db)
        began = time.perf_counter()
        await made.timeline.run(weeks=WEEKS)
        taken = time.perf_counter() - began
        judged, left = await _counts(made.bot.deps.db)
    return taken, (judged - judged_before) / (left - left_before)


async def _counts(db: Database) -> tuple[int, int]:
    """How often rows were claimed and judged, and how many left, in all."""
    left = func.count().filter(outbox.c.state == DeliveryState.SENT)
    async with db._engine.connect() as connection:
        rows: Any = (await connection.execute(select(func.sum(outbox.c.attempts), left))).all()
    [(judged, sent)] = rows
    return judged, sent
