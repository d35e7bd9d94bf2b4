"""The first byte of each page with 5,000 people and with 100 programs of 100, against a bare page."""

import sys

import psutil

from benchmarks.click.server import Served, serving_apart
from benchmarks.dashboard.bare import bare_apart
from benchmarks.dashboard.visits import Browser, Seen, browsing, let_in, pages
from benchmarks.databases import durable
from benchmarks.managed import MANAGER, fill_programs
from benchmarks.report import Line, median
from benchmarks.slack import LittleSlack
from bot.storage.database import Database
from tests.databases import BOTH, Databases, opened

# Enrolments, and the programs they are spread over.
SHAPES = ((5_000, 1), (10_000, 100))
ROUNDS, WARM_UP = 20, 2
# A page that says what isn't so just now is there as well.
IS_THERE = (200, 409)
MOST_MILLISECONDS, MOST_BYTES = 100, 100_000


async def run(databases: Databases) -> list[Line]:
    return [
        line
        for kind in BOTH
        for enrolled, programs in SHAPES
        for line in await _measure(databases, kind, enrolled, programs)
    ]


async def _measure(databases: Databases, kind: str, enrolled: int, programs: int) -> list[Line]:
    spread = "1 program" if programs == 1 else f"{programs} programs"
    name = f"{kind}, {enrolled:,} enrolments, {spread}"
    async with LittleSlack.serve() as slack, durable(databases, kind) as url:
        async with opened(url) as db:
            secret = await _fill(db, enrolled, programs)
        async with (
            serving_apart(url, slack.api_url) as bot,
            bare_apart() as floor,
            browsing(bot.address, secret=secret) as ours,
            browsing(floor, prefix="") as least,
        ):
            ids = {"program": "P0", "mentorship": f"M{0:031}"}
            return [line for page in pages(ids) for line in await _page(name, page, bot, ours, least)]


async def _fill(db: Database, enrolled: int, programs: int) -> str:
    """Give the secret of the manager of all these programs."""
    await fill_programs(db, enrolled=enrolled, programs=programs)
    await db.look_at_tables()
    return (await let_in(db, [MANAGER]))[MANAGER]


async def _page(name: str, page: tuple[str, str], bot: Served, ours: Browser, least: Browser) -> list[Line]:
    """In turns, so that whatever else the machine does falls on both."""
    label, path = page
    begun = _work(bot)
    found: list[Seen] = []
    floor: list[Seen] = []
    for _ in range(WARM_UP + ROUNDS):
        found.append(await ours.get(path))
        floor.append(await least.get(f"/{found[-1].size}"))
    cost = 1000 * (_work(bot) - begun) / len(found)
    last, waits, bare = found[-1], _waits(found), _waits(floor)
    slow = _p95(waits)
    is_there = last.status in IS_THERE
    said = f"{median(waits):.1f} / {slow:.1f} ms, {last.size / 1000:.1f} kB, {cost:.0f} ms CPU"
    # There are some three hundred of them: whoever waits sees each as it is found.
    print(f"{name}: {label}: {said}", file=sys.stderr, flush=True)
    return [
        Line(
            f"{label}, {name}",
            said if is_there else f"{said} ({last.status})",
            f"{median(bare):.1f} / {_p95(bare):.1f} ms",
            _p95(bare) / slow,
            f"p95 under {MOST_MILLISECONDS} ms, {MOST_BYTES // 1000} kB",
            is_there and slow < MOST_MILLISECONDS and last.size < MOST_BYTES,
        )
    ]


def _work(served: Served) -> float:
    used = psutil.Process(served.process.pid).cpu_times()
    return float(used.user + used.system)


def _waits(seen: list[Seen]) -> list[float]:
    return [one.first_byte for one in seen[WARM_UP:]]


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]
