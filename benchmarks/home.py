"""The Home tab of a manager of few, many and very many people, against that of somebody in nothing."""

import json
import time
from dataclasses import dataclass

from benchmarks.databases import durable
from benchmarks.managed import MANAGER, NOBODY, NOW, WORKSPACE_ID, fill_programs
from benchmarks.report import Line, median
from bot.content import Content, load_content
from bot.domain.acts import Act
from bot.storage.database import Database
from bot.usecases.home.home import read_home
from bot.views.home.home import home_tab
from tests.databases import BOTH, Databases, opened

# Enrolments, and the programs they are spread over.
SHAPES = ((50, 1), (500, 1), (5_000, 1), (5_000, 10), (20_000, 20))
ROUNDS = 40
WARM_UP = 3
MOST_MILLISECONDS = 200
MOST_BYTES, MOST_BLOCKS = 250_000, 100


@dataclass(frozen=True, slots=True)
class Built:
    """One Home tab: milliseconds from the question to the bytes that Slack would be sent."""

    taken: float
    size: int
    blocks: int


async def run(databases: Databases) -> list[Line]:
    content = load_content()
    return [
        line
        for kind in BOTH
        for enrolled, programs in SHAPES
        for line in await _measure(databases, kind, enrolled, programs, content)
    ]


async def _measure(
    databases: Databases, kind: str, enrolled: int, programs: int, content: Content
) -> list[Line]:
    ours: list[Built] = []
    floor: list[Built] = []
    async with durable(databases, kind) as url, opened(url) as db:
        await fill_programs(db, enrolled=enrolled, programs=programs)
        # In turns, so that whatever else the machine does falls on both.
        for _ in range(WARM_UP + ROUNDS):
            floor.append(await _build(db, NOBODY, content))
            ours.append(await _build(db, MANAGER, content))
    spread = "1 program" if programs == 1 else f"{programs} programs"
    return _lines(f"home, {kind}, {enrolled:,} enrolments, {spread}", ours[WARM_UP:], floor[WARM_UP:])


async def _build(db: Database, user_id: str, content: Content) -> Built:
    began = time.perf_counter()
    page = await read_home(db, act=Act(WORKSPACE_ID, user_id, NOW), is_admin=False, content=content)
    view = home_tab(page, signposts=content.signposts, lines=content.lines).to_dict()
    payload = json.dumps(view).encode()
    return Built(1000 * (time.perf_counter() - began), len(payload), len(view["blocks"]))


def _lines(name: str, ours: list[Built], floor: list[Built]) -> list[Line]:
    taken, least = [one.taken for one in ours], [one.taken for one in floor]
    p50, slow, largest = median(taken), _p95(taken), ours[-1]
    fits = largest.size <= MOST_BYTES and largest.blocks <= MOST_BLOCKS
    return [
        Line(f"{name}: p50", f"{p50:.1f} ms", f"{median(least):.1f} ms", median(least) / p50),
        Line(
            f"{name}: p95",
            f"{slow:.1f} ms",
            f"{_p95(least):.1f} ms",
            _p95(least) / slow,
            f"under {MOST_MILLISECONDS} ms",
            slow < MOST_MILLISECONDS,
        ),
        Line(
            f"{name}: payload",
            f"{largest.size / 1000:.1f} kB, {largest.blocks} blocks",
            f"{floor[-1].size / 1000:.1f} kB, {floor[-1].blocks} blocks",
            aim="at most 250 kB, 100 blocks",
            held=fits,
        ),
    ]


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * len(values))]
