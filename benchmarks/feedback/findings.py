"""The page of a closed wave: from the question to the bytes that Slack would be sent, anew and again."""

import json
import time

from benchmarks.databases import durable
from benchmarks.managed import MANAGER, NOW, WORKSPACE_ID, fill_programs
from benchmarks.report import Line, median
from bot.domain.acts import Act
from bot.domain.disclosure.intervals import interval
from bot.domain.disclosure.shares import interval_of_share
from bot.storage.database import Database
from bot.usecases.feedback.findings import read_findings
from bot.views.feedback.findings import findings_page
from bot.views.refs import FindingsRef
from tests.databases import BOTH, Databases, opened
from tests.situations.closed_waves import add_closed_waves

# Mentees and mentors who answered, of how many who were asked.
SHAPES = (((16, 20), (10, 12)), ((70, 100), (40, 60)), ((140, 200), (100, 120)))
ROUNDS, WARM_UP = 20, 3
MOST_MILLISECONDS = 50


async def run(databases: Databases) -> list[Line]:
    return [
        await _measure(databases, kind, mentees, mentors, is_new=is_new)
        for kind in BOTH
        for mentees, mentors in SHAPES
        for is_new in (True, False)
    ]


async def _measure(
    databases: Databases, kind: str, mentees: tuple[int, int], mentors: tuple[int, int], *, is_new: bool
) -> Line:
    """`is_new`: no interval has been worked out before, as for the first reader after a start."""
    async with durable(databases, kind) as url, opened(url) as db:
        await fill_programs(db, enrolled=50, programs=1)
        program_id = await _close(db, mentees, mentors)
        taken = [await _build(db, program_id, is_new=is_new) for _ in range(WARM_UP + ROUNDS)]
    found = median(taken[WARM_UP:])
    name = f"frozen page, {kind}, {mentees[1] + mentors[1]} asked, {'first reader' if is_new else 'again'}"
    aim = f"under {MOST_MILLISECONDS} ms"
    return Line(name, f"{found:.1f} ms", aim=aim, held=found < MOST_MILLISECONDS)


async def _close(db: Database, mentees: tuple[int, int], mentors: tuple[int, int]) -> str:
    async with db.transaction() as repos:
        [program] = await repos.programs.list_managed_by(WORKSPACE_ID, MANAGER)
        await add_closed_waves(
            repos,
            workspace_id=WORKSPACE_ID,
            program_id=program.id,
            now=NOW,
            mentees=mentees,
            mentors=mentors,
        )
    return program.id


async def _build(db: Database, program_id: str, *, is_new: bool) -> float:
    if is_new:
        interval.cache_clear()
        interval_of_share.cache_clear()
    began = time.perf_counter()
    act = Act(WORKSPACE_ID, MANAGER, NOW)
    page = await read_findings(db, act=act, ref=FindingsRef(program_id))
    json.dumps(findings_page(page).to_dict()).encode()
    return 1000 * (time.perf_counter() - began)
