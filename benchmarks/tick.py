"""The tick: claiming a hundred due messages, and finding none, however many were sent before."""

import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import asyncpg

from benchmarks.databases import durable
from benchmarks.report import Line, median
from benchmarks.seeding import fill_outbox
from bot.storage.database import Database
from tests.databases import BOTH, SQLITE, Databases, opened

SIZES = (1_000, 100_000, 1_000_000)
ROUNDS = 4
POLLS = 20
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(days=3650)
LEASE = timedelta(minutes=2)
CLAIMED = 100
DUE = (ROUNDS + 1) * 2 * CLAIMED
Claim = Callable[[], Awaitable[int]]
BARE = """
    WITH due AS (SELECT id FROM outbox WHERE state = 'pending' AND due_at <= $1
                 ORDER BY due_at, id LIMIT $2 {locked})
    UPDATE outbox SET state = 'claimed', attempts = attempts + 1, lease_until = $3
    WHERE id IN (SELECT id FROM due) RETURNING *
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Milliseconds."""

    claim: float
    floor: float
    empty: float


async def run(databases: Databases) -> list[Line]:
    lines: list[Line] = []
    for kind in BOTH:
        found = await _measure(databases, kind)
        smallest = found[SIZES[0]].claim
        for size, one in found.items():
            lines += _lines(f"tick, {kind}, {size:,} rows", one, growth=one.claim / smallest)
    return lines


def _lines(name: str, one: Found, *, growth: float) -> list[Line]:
    grown = f"{growth:.2f} of the smallest table's, at most 1.50"
    claim = Line(
        f"{name}: claim {CLAIMED}",
        f"{one.claim:.2f} ms",
        f"{one.floor:.2f} ms",
        one.floor / one.claim,
        grown,
        growth <= 1.5,
    )
    return [
        claim,
        Line(f"{name}: nothing due", f"{one.empty:.2f} ms", aim="under 0.5 ms", held=one.empty < 0.5),
    ]


async def _measure(databases: Databases, kind: str) -> dict[int, Found]:
    async with AsyncExitStack() as stack:
        queues = {size: await _queue(stack, databases, kind, size) for size in SIZES}
        # In turns, so that whatever else the machine does falls on all of them.
        for _ in range(1 + ROUNDS):
            for queue in queues.values():
                await queue.take_turn()
        return {size: queue.found() for size, queue in queues.items()}


async def _queue(stack: AsyncExitStack, databases: Databases, kind: str, size: int) -> "Queue":
    url = await stack.enter_async_context(durable(databases, kind))
    await fill_outbox(url, rows=size, due=DUE, now=NOW)
    bare = _bare_sqlite(url) if kind == SQLITE else _bare_postgresql(url)
    return Queue(
        await stack.enter_async_context(opened(url)), await stack.enter_async_context(bare), ([], [], [])
    )


@dataclass(frozen=True, slots=True)
class Queue:
    """One table, and how long claims, bare claims and empty polls took on it."""

    db: Database
    bare: Claim
    taken: tuple[list[float], list[float], list[float]]

    async def take_turn(self) -> None:
        ours, floor, empty = self.taken
        ours.append(await _timed(lambda: _claim(self.db, NOW), expect=CLAIMED))
        floor.append(await _timed(self.bare, expect=CLAIMED))
        polls = [await _timed(lambda: _claim(self.db, BEFORE), expect=0) for _ in range(POLLS)]
        empty.append(median(polls))

    def found(self) -> Found:
        """Without the first turn, in which statements were compiled."""
        ours, floor, empty = (median(times[1:]) for times in self.taken)
        return Found(ours, floor, empty)


@asynccontextmanager
async def _bare_sqlite(url: str) -> AsyncIterator[Claim]:
    """On this thread, as fast as it can be."""
    values = [f"{at:%Y-%m-%d %H:%M:%S.%f}" for at in (NOW, NOW + LEASE)]
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:

        async def claim() -> int:
            connection.execute("BEGIN IMMEDIATE")
            given = (values[0], CLAIMED, values[1])
            rows = connection.execute(BARE.format(locked="").replace("$", "?"), given).fetchall()
            connection.execute("COMMIT")
            return len(rows)

        yield claim


@asynccontextmanager
async def _bare_postgresql(url: str) -> AsyncIterator[Claim]:
    connection = await asyncpg.connect(url)
    locked = BARE.format(locked="FOR UPDATE SKIP LOCKED")

    async def claim() -> int:
        async with connection.transaction():
            return len(await connection.fetch(locked, NOW, CLAIMED, NOW + LEASE))

    try:
        yield claim
    finally:
        await connection.close()


async def _claim(db: Database, now: datetime) -> int:
    async with db.statement() as repos:
        return len(await repos.outbox.claim(now, CLAIMED, LEASE))


async def _timed(work: Claim, *, expect: int) -> float:
    began = time.perf_counter()
    claimed = await work()
    taken = 1000 * (time.perf_counter() - began)
    assert claimed == expect, f"{claimed} messages were claimed, not {expect}"
    return taken
