"""Roster links: read by child processes, by how much memory, and beside some that nobody can read."""

import math
import random
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

import psutil

from benchmarks.report import Line
from bot.confined.pool import Limits
from bot.content import Content
from bot.demo.rosters import LOOPBACK
from bot.domain.people import Person
from bot.domain.rosters import RosterKind, RosterSource, Understood
from bot.rosters.links import Feeds, Patience
from bot.storage.database import Database
from bot.usecases.rosters.refreshing import BATCH, refresh_rosters
from tests.confined.hostile_calendars import HOSTILE
from tests.databases import SQLITE, Databases
from tests.people import WS, enrolment, move_in, unbriefed
from tests.rosters.calendars import calendar, event
from tests.rosters.serving import Link, calendar_link

FEEDS, BAD = 1_000, 10
ENTRIES = 60
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
MOST_BESIDE_BAD = 1.1
MOST_MEMORY = 200_000_000
# What the slow lane takes is not in what is measured.
A_SECOND = Limits(cpu_seconds=1, within=timedelta(seconds=5))
ENDLESS = HOSTILE["fifty series since the year 1"]
AIM = f"at most {MOST_BESIDE_BAD:g} times as long"


class _Timed(Feeds):
    """Notes when the last calendar was read that could be."""

    read_at = 0.0

    async def read_if_changed(self, link: str, **how: Any) -> Understood:
        found = await super().read_if_changed(link, **how)
        self.read_at = time.perf_counter()
        return found


async def lines(databases: Databases, content: Content) -> list[Line]:
    async with databases.open(SQLITE) as db, calendar_link() as link:
        await _fill(db)
        alone = await _rounds(db, link, content, bad=0)
        beside = await _rounds(db, link, content, bad=BAD)
    names = ("when they are new", "from the second time on")
    found = zip(names, alone, beside, (None, MOST_BESIDE_BAD), strict=True)
    return [_line(name, floor, took, most) for name, floor, took, most in found]


def _line(name: str, floor: float, took: float, most: float | None) -> Line:
    times = took / floor
    return Line(
        f"rosters, {FEEDS:,} links and {BAD} without an end: until all others are read, {name}",
        f"{took:.1f} s",
        f"{floor:.1f} s",
        1 / times,
        AIM if most else "",
        times <= most if most else None,
    )


async def _fill(db: Database) -> None:
    """So many people of a program that runs."""
    people = [f"U{number}" for number in range(FEEDS + BAD)]
    await move_in(db, *(Person(WS, one) for one in people), *(unbriefed(enrolment(one)) for one in people))


async def _give_links(db: Database, link: Link, *, bad: int, now: datetime, turn: int) -> None:
    """All of them due, each with other shifts than before; those without an end among the others."""
    link.text = _calendar(turn)
    every = (FEEDS + bad) // bad if bad else FEEDS + 1
    link.texts = {f"/{number}": ENDLESS for number in range(0, FEEDS + bad, every)} if bad else {}
    async with db.transaction() as repos:
        for number in range(FEEDS + bad):
            address = urljoin(link.address, str(number))
            source = RosterSource(WS, f"U{number}", RosterKind.FEED, now, now, link=address)
            await repos.rosters.save(source)


async def _rounds(db: Database, link: Link, content: Content, *, bad: int) -> list[float]:
    """The seconds until all that can be read are read, twice."""
    feeds = _Timed(LOOPBACK, patience=Patience(slow=A_SECOND))
    try:
        found = []
        for turn in range(2):
            now = NOW + turn * DAY
            await _give_links(db, link, bad=bad, now=now, turn=turn)
            found.append(await _read_all(db, feeds, content, count=FEEDS + bad, now=now))
        return found
    finally:
        feeds.close()


async def _read_all(db: Database, feeds: _Timed, content: Content, *, count: int, now: datetime) -> float:
    took, read = 0.0, 0
    for _ in range(math.ceil(count / BATCH)):
        began = time.perf_counter()
        counted = await refresh_rosters(db, feeds=feeds, content=content, now=now, rng=random.Random(1))
        took, read = took + feeds.read_at - began, read + counted.read
    assert read == FEEDS, f"{read} of {FEEDS} were read"
    return took


def _calendar(turn: int) -> str:
    first = NOW - 10 * DAY
    return str(
        calendar(
            *(
                event(
                    f"{first + number * DAY:%Y%m%d}T070000",
                    f"{first + number * DAY:%Y%m%d}T1930{turn:02}",
                    "Long day - Ward 4",
                    uid=str(number),
                )
                for number in range(ENTRIES)
            )
        )
    )


def pool_memory() -> Line:
    """What the children hold for themselves that are there now, each after the largest calendar there is."""
    held = [
        child.memory_full_info().uss for child in psutil.Process().children(recursive=True) if _reads(child)
    ]
    return Line(
        f"rosters: memory of the {len(held)} children after the largest calendar",
        f"{sum(held) / 1_000_000:.0f} MB",
        aim=f"at most {MOST_MEMORY // 1_000_000} MB",
        held=sum(held) <= MOST_MEMORY,
    )


def _reads(child: psutil.Process) -> bool:
    return any("bot.rosters.child" in one for one in child.cmdline())
