"""The staff directory: an export of 10,000 and 100,000 people taken in, against the csv module reading it."""

import asyncio
import csv
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.databases import durable
from benchmarks.directory.waits import longest_waits, taken_in
from benchmarks.report import Line, median
from bot.storage.database import Database
from tests.databases import BOTH, SQLITE, Databases, opened

WORKSPACE_ID = "T1"
ROUNDS = 3
SIZES = (10_000, 100_000)
SHARE_OF_FLOOR = 0.06
MOST_GROWTH = 16
# What exports of this kind hold; about half of it is not read.
COLUMNS = (
    "Employee number",
    "Title",
    "Last name",
    "First name",
    "Known as",
    "Work email",
    "Telephone",
    "Address",
    "Postcode",
    "Contract",
    "Staff group",
    "Grade",
    "Pay band",
    "Full-time share",
    "Specialty code",
    "Cost centre",
    "Department code",
    "Site",
    "Line manager",
    "Name of line manager",
    "Start date",
    "End date",
    "Leave from",
    "Leave until",
    "Status",
    "Last changed",
)


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds for the csv module alone, for the first import, and for the same file again."""

    floor: float
    first: float
    again: float


async def run(databases: Databases) -> list[Line]:
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="lamplight") as folder:
        exports = {count: _write_export(Path(folder) / f"{count}.csv", count) for count in SIZES}
        for kind in BOTH:
            lines += await longest_waits(databases, kind, Path(folder), exports[SIZES[-1]])
            for count, path in exports.items():
                rounds = [await _round(databases, kind, path) for _ in range(ROUNDS)]
                lines += _speed(f"directory, {kind}, {count:,} people", count, rounds)
        lines.append(await _memory(databases, exports))
    return lines


async def _round(databases: Databases, kind: str, path: Path) -> Round:
    async with durable(databases, kind) as url, opened(url) as db:
        async with db.transaction() as repos:
            await repos.workspaces.ensure(WORKSPACE_ID)
        floor = median([_read_bare(path) for _ in range(3)])
        first = await _import(db, path)
        return Round(floor, first, await _import(db, path))


def _read_bare(path: Path) -> float:
    began = time.perf_counter()
    with path.open(newline="", encoding="utf-8") as text:
        for _ in csv.reader(text):
            pass
    return time.perf_counter() - began


async def _import(db: Database, path: Path) -> float:
    return await taken_in(db, path, workspace_id=WORKSPACE_ID)


def _speed(what: str, count: int, rounds: Sequence[Round]) -> Iterator[Line]:
    floor = median([one.floor for one in rounds])
    for name, seconds, ratio in (
        ("first import", [one.first for one in rounds], [one.floor / one.first for one in rounds]),
        ("the same again", [one.again for one in rounds], [one.floor / one.again for one in rounds]),
    ):
        found, left = median(seconds), median(ratio)
        yield Line(
            f"{what}: {name}",
            f"{count / found:,.0f}/s",
            f"{count / floor:,.0f}/s",
            left,
            f"at least {SHARE_OF_FLOOR:.2f}",
            left >= SHARE_OF_FLOOR,
        )


async def _memory(databases: Databases, exports: Mapping[int, Path]) -> Line:
    """Each in a process of its own, whose highest mark is read at its end."""
    peaks = []
    for path in exports.values():
        async with durable(databases, SQLITE) as url:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
                peaks.append(await asyncio.wrap_future(processes.submit(_peak, url, path)))
    growth = peaks[-1] - peaks[0]
    found = f"{peaks[0]:.0f} to {peaks[-1]:.0f} MB"
    what = f"directory: memory, {SIZES[0]:,} to {SIZES[-1]:,} people"
    return Line(what, found, aim=f"at most {MOST_GROWTH} MB more", held=growth <= MOST_GROWTH)


def _peak(url: str, path: Path) -> float:
    """Megabytes."""

    async def take_in() -> None:
        async with opened(url) as db:
            async with db.transaction() as repos:
                await repos.workspaces.ensure(WORKSPACE_ID)
            await _import(db, path)

    asyncio.run(take_in())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _write_export(path: Path, count: int) -> Path:
    rng = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as text:
        rows = csv.writer(text)
        rows.writerow(COLUMNS)
        rows.writerows(_somebody(number, rng) for number in range(count))
    return path


def _somebody(number: int, rng: random.Random) -> Sequence[str]:
    on_leave = rng.random() < 0.03
    return (
        f"E{number:06}",
        "Dr",
        "Adeyemi-Lindqvist",
        "Amara",
        "Amara",
        f"amara.lindqvist{number}@hospital.example",
        "020 7946 0000",
        f"{number % 200} Harbour Road, Northfield",
        "AB1 2CD",
        "Permanent",
        rng.choice(("MED", "NUR", "MID", "HCA", "PHA")),
        rng.choice(("TR", "1", "2", "3", "4", "5")),
        "Band 6",
        "1.0",
        rng.choice(("300", "192", "100", "430")),
        f"CC{rng.randrange(1000):05}",
        rng.choice(("MEDW", "ICU", "SURG", "OPWD")),
        rng.choice(("HR", "NF")),
        f"E{number // 12:06}",
        "Doyle, Beatriz",
        f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{rng.randint(1995, 2025)}",
        "",
        "01/02/2026" if on_leave else "",
        "31/10/2030" if on_leave else "",
        "MAT" if on_leave else "A",
        "2026-01-01 00:00:00",
    )
