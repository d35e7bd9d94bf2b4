"""Changes of people whom nobody here knows, ten thousand in a minute, and what they cost those who click."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil
from sqlalchemy import func, select
from sqlmodel import SQLModel

from benchmarks.click.server import Served, serving_apart
from benchmarks.click.storm import expect_200, request_of
from benchmarks.databases import durable
from benchmarks.report import Line
from benchmarks.slack import WORKSPACE_ID, LittleSlack
from bot.clock import system_clock
from tests.clicks import Tap, ask_pairs
from tests.databases import BOTH, Databases, opened

EVENTS, A_MINUTE = 10_000, 60.0
CLICKS_A_SECOND = 10
ALONE_FOR = 20.0
WARM_UP = 200
LINES = 10
MOST_OF_A_CLICK = 0.5
SLOWEST = 0.5
MOST_GROWTH_MB = 20


@dataclass(frozen=True, slots=True)
class Paced:
    """Seconds that each request waited, and of the bot's processor for all of them."""

    waits: Sequence[float]
    work: float

    @property
    def p99(self) -> float:
        return sorted(self.waits)[int(0.99 * len(self.waits))]

    @property
    def each(self) -> float:
        return self.work / len(self.waits)


async def run(databases: Databases) -> list[Line]:
    return [line for kind in BOTH for line in await _measured(databases, kind)]


async def _measured(databases: Databases, kind: str) -> list[Line]:
    clicks = int(CLICKS_A_SECOND * (ALONE_FOR + A_MINUTE))
    async with LittleSlack.serve() as slack, durable(databases, kind) as url:
        async with opened(url) as db:
            on = system_clock().date()
            taps = await ask_pairs(db, workspace_id=WORKSPACE_ID, count=WARM_UP + clicks, on=on)
        async with serving_apart(url, slack.api_url) as bot:
            click = _clicks(bot, slack, taps)
            await click(WARM_UP, 1.0)
            alone = await click(int(CLICKS_A_SECOND * ALONE_FOR), ALONE_FOR)
            await _changes(bot, WARM_UP, 1.0)
            before, grown_from = await _rows(url), _memory(bot)
            only = await _changes(bot, EVENTS, 0.0)
            rows, growth = await _rows(url) - before, _memory(bot) - grown_from
            during, _ = await asyncio.gather(
                click(int(CLICKS_A_SECOND * A_MINUTE), A_MINUTE), _changes(bot, EVENTS, A_MINUTE)
            )
    share, what = only.each / alone.each, f"changes, {kind}"
    return [
        Line(f"{what}: rows written", str(rows), aim="0", held=rows == 0),
        Line(
            f"{what}: processor of one",
            f"{1000 * only.each:.2f} ms",
            f"{1000 * alone.each:.2f} ms",
            1 / share,
            f"at most {MOST_OF_A_CLICK} of a click",
            share <= MOST_OF_A_CLICK,
        ),
        Line(
            f"{what}: p99 of clicks meanwhile",
            f"{1000 * during.p99:.0f} ms",
            f"{1000 * alone.p99:.0f} ms",
            alone.p99 / during.p99,
            "under 500 ms",
            during.p99 < SLOWEST,
        ),
        Line(
            f"{what}: memory grew by",
            f"{growth:.1f} MB",
            aim=f"under {MOST_GROWTH_MB} MB",
            held=growth < MOST_GROWTH_MB,
        ),
    ]


def _clicks(bot: Served, slack: LittleSlack, taps: list[Tap]) -> Callable[[int, float], Awaitable[Paced]]:
    async def click(count: int, seconds: float) -> Paced:
        some, taps[:count] = taps[:count], []
        return await _paced(bot, [request_of(tap.body(slack.response_url)) for tap in some], seconds)

    return click


async def _changes(bot: Served, count: int, seconds: float) -> Paced:
    begun = time.time_ns()
    requests = [
        request_of(_change(f"{begun}-{number}", number), **{"Content-Type": "application/json"})
        for number in range(count)
    ]
    return await _paced(bot, requests, seconds)


def _change(event_id: str, number: int) -> bytes:
    """As Slack sends it; a picture's addresses, which make it longer, are left out."""
    user = {"id": f"USTRANGER{number}", "team_id": WORKSPACE_ID, "name": "somebody", "deleted": False}
    profile = {"real_name": "Some Body", "title": "Nurse", "status_text": "in theatre", "fields": {}}
    user |= {"tz": "Europe/London", "updated": _now(), "profile": profile}
    event = {"type": "user_profile_changed", "user": user, "event_ts": "1772445600.000100"}
    envelope = {"type": "event_callback", "team_id": WORKSPACE_ID, "api_app_id": "A1", "event": event}
    return json.dumps(envelope | {"event_id": f"Ev{event_id}", "event_time": _now()}).encode()


def _now() -> int:
    return int(time.time())


async def _paced(bot: Served, requests: Sequence[bytes], seconds: float) -> Paced:
    """Each at its own moment, over several lines; one that is late leaves as soon as it can."""
    waits: list[float] = []
    began, work = time.perf_counter(), _work(bot)

    async def line(first: int) -> None:
        place = urlsplit(bot.address)
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        for number in range(first, len(requests), LINES):
            due = began + seconds * number / len(requests)
            await asyncio.sleep(max(due - time.perf_counter(), 0))
            asked = time.perf_counter()
            writer.write(requests[number])
            await expect_200(reader)
            waits.append(time.perf_counter() - asked)
        writer.close()

    async with asyncio.TaskGroup() as group:
        for first in range(LINES):
            group.create_task(line(first))
    return Paced(waits, _work(bot) - work)


def _work(bot: Served) -> float:
    used = psutil.Process(bot.process.pid).cpu_times()
    return float(used.user + used.system)


def _memory(bot: Served) -> float:
    return float(psutil.Process(bot.process.pid).memory_info().rss) / 1_000_000


async def _rows(url: str) -> int:
    """In all tables."""
    async with opened(url) as db, db._engine.connect() as connection:
        counts = [select(func.count()).select_from(table) for table in SQLModel.metadata.sorted_tables]
        return sum([(await connection.execute(one)).scalar_one() for one in counts])
