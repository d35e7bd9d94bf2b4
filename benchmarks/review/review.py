"""A review of a program that has run for three years: its page, and its paper from question to PDF."""

import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from benchmarks.databases import durable
from benchmarks.managed import MANAGER, NOW, WORKSPACE_ID, fill_programs
from benchmarks.report import Line, median
from bot.content import Content, load_content
from bot.domain.acts import Act
from bot.domain.disclosure.cells import Cell, rounded
from bot.domain.disclosure.kinds import KINDS, Kind
from bot.domain.mentorships.mentorships import this_monday
from bot.domain.programs.programs import Program
from bot.domain.programs.versions import ProgramVersion
from bot.paper import Press
from bot.storage.database import Database
from bot.usecases.review.holding import Answers, hold_review
from bot.usecases.review.pack import read_pack
from bot.usecases.review.paper import make_review_paper
from bot.views.refs import HeldRef
from bot.views.review.pack import pack_page
from tests.databases import BOTH, Databases, opened
from tests.figures import record
from tests.situations.closed_waves import add_closed_waves

WEEKS, GROUPS, VERSIONS, REVIEWS = 156, 24, 60, 12
WEEK = timedelta(weeks=1)
ROUNDS = 10
MOST = 1.0
ANSWERS = Answers("right", "too often", "change", "Nights make three weeks too short.")


async def run(databases: Databases) -> list[Line]:
    return [line for kind in BOTH for line in await _measure(databases, kind)]


async def _measure(databases: Databases, kind: str) -> list[Line]:
    """Page and paper of the review that comes next."""
    content, press = load_content(), Press()
    act = Act(WORKSPACE_ID, MANAGER, NOW)
    try:
        async with durable(databases, kind) as url, opened(url) as db:
            await fill_programs(db, enrolled=200, programs=1)
            ref = await _live(db, content)

            async def page() -> None:
                pack = await read_pack(db, act=act, ref=ref, content=content)
                json.dumps(pack_page(pack, content=content).to_dict()).encode()

            async def paper() -> None:
                await press.set_for_nobody(await make_review_paper(db, act=act, ref=ref, content=content))

            return [await _line(f"review page, {kind}", page), await _line(f"review as PDF, {kind}", paper)]
    finally:
        press.close()


async def _line(name: str, build: Callable[[], Awaitable[None]]) -> Line:
    """The slowest, which is the first: a child has to start, and no interval was worked out before."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        await build()
        taken.append(time.perf_counter() - began)
    found = f"{1000 * median(taken):.0f} ms, the first {1000 * taken[0]:.0f} ms"
    return Line(name, found, aim=f"under {MOST:.0f} s", held=max(taken) < MOST)


async def _live(db: Database, content: Content) -> HeldRef:
    """Three years of frozen weeks, a closed wave, versions of the plan, and reviews that were held."""
    async with db.transaction() as repos:
        [found] = await repos.programs.list_managed_by(WORKSPACE_ID, MANAGER)
        program = replace(found, starts_on=this_monday(NOW.date()) - WEEKS * WEEK, ends_on=None)
        await repos.programs.save(program)
        for back in range(WEEKS, 0, -1):
            week = this_monday(NOW.date()) - back * WEEK
            cells = [_cell(one, group, back) for one in KINDS.values() for group in _groups(one)]
            await repos.cells.freeze(WORKSPACE_ID, program.id, [replace(one, week=week) for one in cells])
        await add_closed_waves(repos, workspace_id=WORKSPACE_ID, program_id=program.id, now=NOW)
        for number in range(VERSIONS):
            await repos.program_versions.add(_version(program, 1000 + number))
    for number in range(1, REVIEWS + 1):
        act = Act(WORKSPACE_ID, MANAGER, NOW - (REVIEWS - number + 1) * 12 * WEEK)
        await hold_review(db, act=act, ref=HeldRef(program.id, number), answers=ANSWERS, content=content)
    return HeldRef(program.id)


def _groups(kind: Kind) -> list[str]:
    has_groups = kind.name in ("wanted", "free", "reached", "staff")
    return [f"site:{number}" for number in range(GROUPS)] if has_groups else [""]


def _cell(kind: Kind, group: str, back: int) -> Cell:
    week = this_monday(NOW.date())
    if kind.is_record:
        return replace(record(kind, 60 + back % 20, 100, week), group=group)
    return rounded(kind, week=week, count=100 + back, group=group)


def _version(program: Program, number: int) -> ProgramVersion:
    at = NOW - (1060 - number) * WEEK
    changes = {"minutes": "A talk: 45 minutes → 30 minutes"}
    return ProgramVersion(WORKSPACE_ID, program.id, number, at, MANAGER, changes)
