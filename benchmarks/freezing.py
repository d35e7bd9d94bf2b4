"""Monday mornings: the numbers of 100 programs with 10,000 mentorships are frozen while people click."""

import asyncio
import secrets
import time
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import update

from benchmarks.databases import durable
from benchmarks.managed import NOW, WORKSPACE_ID, fill_programs
from benchmarks.report import Line
from bot.content import Content, load_content
from bot.storage.database import Database
from bot.storage.tables import enrolment, mentorship
from bot.usecases.disclosure.freezing import freeze_numbers
from tests.databases import BOTH, Databases, opened

PROGRAMS, ENROLLED = 100, 20_000
MOST_SECONDS = 15.0
MOST_DELAY = 0.05
BEGAN_WEEKS_AGO = (1, 2, 3, 5, 7, 12, 14, 16, 25, 27)
CLICK_EVERY = 0.02
CLICKS_WITHOUT = 200


async def run(databases: Databases) -> list[Line]:
    content = load_content()
    return [line for kind in BOTH for line in await _measure(databases, kind, content)]


async def _measure(databases: Databases, kind: str, content: Content) -> list[Line]:
    async with durable(databases, kind) as url, opened(url) as db:
        await fill_programs(db, enrolled=ENROLLED, programs=PROGRAMS)
        await _begin_one_after_the_other(db)
        await db.look_at_tables()
        began = time.process_time()
        without = [await click(db, number) for number in range(CLICKS_WITHOUT)]
        a_click = (time.process_time() - began) / CLICKS_WITHOUT
        first, beside_first = await _freeze(db, content, weeks=0)
        week, beside_week = await _freeze(db, content, weeks=1)
        first, week = first - a_click * len(beside_first), week - a_click * len(beside_week)
    name = f"freezing, {kind}, {PROGRAMS} programs, {ENROLLED // 2:,} mentorships"
    return [
        Line(f"{name}: twelve weeks", f"{first:.2f} s"),
        beside_clicks(f"{name}: longest click beside twelve weeks", beside_first, without),
        Line(f"{name}: a week", f"{week:.2f} s", aim="under 15 s of CPU", held=week < MOST_SECONDS),
        beside_clicks(f"{name}: longest click beside a week", beside_week, without),
    ]


async def _begin_one_after_the_other(db: Database) -> None:
    """Over half a year, so that on a fourth Monday every kind of record is due of some."""
    async with db.transaction() as repos:
        for last_digit, weeks in enumerate(BEGAN_WEEKS_AGO):
            began = (NOW - timedelta(weeks=weeks)).date()
            of_these = mentorship.c.id.like(f"%{last_digit}")
            await repos.periods._run(update(mentorship).where(of_these).values(introduced_on=began))
            matched_by = update(enrolment).where(enrolment.c.user_id.like(f"%{last_digit}"))
            await repos.periods._run(matched_by.values(match_by=began))


def beside_clicks(name: str, waits: list[float], without: list[float]) -> Line:
    """How long clicks waited beside something, held against those that nothing delayed."""
    # A busy machine makes a click in a hundred wait by itself.
    found, floor = _most(waits), _most(without)
    held = found - floor < MOST_DELAY
    return Line(
        name, f"{1000 * found:.0f} ms", f"{1000 * floor:.0f} ms", aim="delayed by less than 50 ms", held=held
    )


async def _freeze(db: Database, content: Content, *, weeks: int) -> tuple[float, list[float]]:
    """In processor time of all threads, clicks included, and how long each click took beside it.

    The second Monday is one on which status is frozen as well.
    """
    waits: list[float] = []
    clicking = asyncio.create_task(keep_clicking(db, waits))
    began = time.process_time()
    at = NOW + timedelta(weeks=weeks)
    await freeze_numbers(db, workspace_id=WORKSPACE_ID, content=content, chance=secrets, now=at)
    took = time.process_time() - began
    clicking.cancel()
    with suppress(asyncio.CancelledError):
        await clicking
    return took, waits


async def keep_clicking(db: Database, waits: list[float]) -> None:
    """Write a row now and then, and note how long each took, until cancelled."""
    while True:
        waits.append(await click(db, len(waits)))
        await asyncio.sleep(CLICK_EVERY)


async def click(db: Database, number: int) -> float:
    """Write one row; the seconds it took."""
    began = time.perf_counter()
    async with db.transaction() as repos:
        await repos.events.first_time(f"click:{began}:{number}", NOW)
    return time.perf_counter() - began


def _most(waits: list[float]) -> float:
    """The longest but for one in a hundred."""
    return sorted(waits)[int(0.99 * (len(waits) - 1))]
