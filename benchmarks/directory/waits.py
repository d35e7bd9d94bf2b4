"""How long a click waits while an export of 100,000 people is taken in, of whom each has changed."""

import asyncio
import os
import sys
import time
from collections.abc import Awaitable
from pathlib import Path

from benchmarks.databases import durable
from benchmarks.report import Line
from bot.clock import system_clock
from bot.content import load_content
from bot.directory import StaffFile, load_mapping
from bot.directory.mapping import SAMPLE
from bot.storage.database import Database
from bot.usecases.directory.importing import import_directory
from tests.databases import Databases, opened

MAPPING = SAMPLE / "mapping.yml"
WORKSPACE_ID = "T1"
BETWEEN_CLICKS = 0.02
CLICKS_ALONE = 200
LONGEST_SECONDS = 1.0


async def taken_in(db: Database, path: Path, *, workspace_id: str) -> float:
    """Seconds."""
    people = load_content().people
    file = StaffFile(path, load_mapping(MAPPING, people=people), people=people, name=path.name)
    began = time.perf_counter()
    counted = await import_directory(
        db, workspace_id=workspace_id, file=file, file_key="", today=system_clock().date()
    )
    seconds = time.perf_counter() - began
    assert not counted.rejected
    assert not counted.warnings
    return seconds


async def longest_waits(databases: Databases, kind: str, folder: Path, export: Path) -> list[Line]:
    """The floor is the longest of some clicks that nothing else delays."""
    changed = _all_moved(export, folder / "moved.csv")
    lines = []
    for where in ("the same process", "another process"):
        async with durable(databases, kind) as url, opened(url) as db:
            async with db.transaction() as repos:
                await repos.workspaces.ensure(WORKSPACE_ID)
            await taken_in(db, export, workspace_id=WORKSPACE_ID)
            floor = max([await _click(db) for _ in range(CLICKS_ALONE)])
            coming = (
                taken_in(db, changed, workspace_id=WORKSPACE_ID)
                if where == "the same process"
                else _command(url, changed)
            )
            lines.append(
                _line(
                    f"directory, {kind}: longest click, import in {where}", await _longest(db, coming), floor
                )
            )
    return lines


def _line(what: str, found: float, floor: float) -> Line:
    return Line(
        what,
        f"{found * 1000:,.0f} ms",
        f"{floor * 1000:,.0f} ms",
        floor / found,
        f"at most {LONGEST_SECONDS * 1000:,.0f} ms",
        found <= LONGEST_SECONDS,
    )


async def _longest(db: Database, coming: Awaitable[object]) -> float:
    task = asyncio.ensure_future(coming)
    waits = []
    while not task.done():
        waits.append(await _click(db))
        await asyncio.sleep(BETWEEN_CLICKS)
    await task
    return max(waits)


async def _click(db: Database) -> float:
    """A transaction that writes a row."""
    began = time.perf_counter()
    async with db.transaction() as repos:
        workspace = await repos.workspaces.get(WORKSPACE_ID)
        await repos.workspaces.save(workspace)
    return time.perf_counter() - began


async def _command(url: str, path: Path) -> None:
    """`lamplight people import`, beside the bot."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "people", "import", str(path), f"--mapping={MAPPING}"),
        env={**os.environ, "DATABASE_URL": url},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    assert b"100000 moved" in said


def _all_moved(export: Path, to: Path) -> Path:
    """Each at the other site."""
    text = export.read_text(encoding="utf-8")
    to.write_text(
        text.replace(",HR,", ",??,").replace(",NF,", ",HR,").replace(",??,", ",NF,"), encoding="utf-8"
    )
    return to
