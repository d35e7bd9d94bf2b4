"""The tick: claiming a hundred due messages, and finding none, however many were sent before."""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import asyncpg

from benchmarks.databases import durable
from benchmarks.report import Line, median
from benchmarks.seeding import fill_outbox
from bot.storage.database import Database
from tests.databases import BOTH, SQLITE, Databases, opened

SIZES = (1_000, 100_000, 1_000_000)
ROUNDS = 3
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(days=3650)
LEASE = timedelta(minutes=2)
CLAIMED = 100
DUE = ROUNDS * 2 * CLAIMED
RETURNED = "id, workspace_id, kind, subject, cycle, recipient, due_at, expires_at, budgeted, state, attempts"
BARE = """
    UPDATE outbox SET state = 'claimed', attempts = attempts + 1, lease_until = {until} WHERE id IN (
        SELECT id FROM outbox WHERE state = 'pending' AND due_at <= {now}
        ORDER BY due_at, id LIMIT {most} {locked})
    RETURNING """ + RETURNED


@dataclass(frozen=True, slots=True)
class Found:
    """Milliseconds."""

    claim: float
    floor: float
    empty: float


async def run(databases: Databases) -> list[Line]:
    lines: list[Line] = []
    for kind in BOTH:
        found = {size: await _measure(databases, kind, size) for size in SIZES}
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
        Line(
            f"{name}: nothing due", f"{one.empty:.2f} ms", aim="under 0.5 ms", held=one.empty < 0.5
        ),
    ]


async def _measure(databases: Databases, kind: str, size: int) -> Found:
    async with durable(databases, kind) as url:
        await fill_outbox(url, rows=size, due=DUE, now=NOW)
        async with opened(url) as db:
            # In turns, so that whatever else the machine does falls on both.
            bare = await _bare_claim(kind, url)
            await _claim(db, BEFORE)
            ours, floor = [], []
            for _ in range(ROUNDS):
                ours.append(await _timed(lambda: _claim(db, NOW), expect=CLAIMED))
                floor.append(await _timed(bare, expect=CLAIMED))
            empty = [await _timed(lambda: _claim(db, BEFORE), expect=0) for _ in range(20 * ROUNDS)]
    return Found(median(ours), median(floor), median(empty))


async def _claim(db: Database, now: datetime) -> int:
    async with db.transaction() as repos:
        return len(await repos.outbox.claim(now, CLAIMED, LEASE))


async def _timed(work: Callable[[], Awaitable[int]], *, expect: int) -> float:
    began = time.perf_counter()
    claimed = await work()
    taken = 1000 * (time.perf_counter() - began)
    assert claimed == expect, f"{claimed} messages were claimed, not {expect}"
    return taken
