"""A Monday morning: the numbers of 100 programs with 10,000 mentorships are frozen while people click."""

import asyncio
import secrets
import time
from contextlib import suppress
from datetime import timedelta

from benchmarks.databases import durable
from benchmarks.managed import NOW, WORKSPACE_ID, fill_programs
from benchmarks.report import Line
from bot.content import Content, load_content
from bot.storage.database import Database
from bot.usecases.disclosure.freezing import freeze_numbers
from tests.databases import BOTH, Databases, opened

PROGRAMS, ENROLLED = 100, 20_000
MOST_SECONDS = 5.0
MOST_DELAY = 0.05
CLICK_EVERY = 0.02
CLICKS_WITHOUT = 200


async def run(databases: Databases) -> list[Line]:
    content = load_content()
    return [line for kind in BOTH for line in await _measure(databases, kind, content)]


async def _measure(databases: Databases, kind: str, content: Content) -> list[Line]:
    async with durable(databases, kind) as url, opened(url) as db:
        await fill_programs(db, enrolled=ENROLLED, programs=PROGRAMS)
        await db.look_at_tables()
        first = await _freeze(db, content, weeks=0)
        without = [await _click(db, number) for number in range(CLICKS_WITHOUT)]
        waits: list[float] = []
        clicking = asyncio.create_task(_keep_clicking(db, waits))
        week = await _freeze(db, content, weeks=1)
        clicking.cancel()
        with suppress(asyncio.CancelledError):
            await clicking
    # A busy machine makes a click in a hundred wait by itself.
    delay = _most(waits) - _most(without)
    name = f"freezing, {kind}, {PROGRAMS} programs, {ENROLLED // 2:,} mentorships"
    return [
        Line(f"{name}: twelve weeks", f"{first:.2f} s"),
        Line(f"{name}: a week", f"{week:.2f} s", aim="under 5 s of CPU", held=week < MOST_SECONDS),
        Line(
            f"{name}: longest click",
            f"{1000 * _most(waits):.0f} ms",
            f"{1000 * _most(without):.0f} ms",
            aim="delayed by less than 50 ms",
            held=delay < MOST_DELAY,
        ),
    ]


async def _freeze(db: Database, content: Content, *, weeks: int) -> float:
    """In processor time of all threads. The second Monday is one on which status is frozen as well."""
    began = time.process_time()
    await freeze_numbers(
        db,
        workspace_id=WORKSPACE_ID,
        content=content,
        chance=secrets,
        now=NOW + timedelta(weeks=weeks),
    )
    return time.process_time() - began


async def _keep_clicking(db: Database, waits: list[float]) -> None:
    while True:
        waits.append(await _click(db, len(waits)))
        await asyncio.sleep(CLICK_EVERY)


async def _click(db: Database, number: int) -> float:
    began = time.perf_counter()
    async with db.transaction() as repos:
        await repos.events.first_time(f"click:{began}:{number}", NOW)
    return time.perf_counter() - began


def _most(waits: list[float]) -> float:
    """The longest but for one in a hundred."""
    return sorted(waits)[int(0.99 * (len(waits) - 1))]
