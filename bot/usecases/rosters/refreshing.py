"""Rosters are read twice a day; one that can't be read stays as it was known, and its person is told once."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.content import Content
from bot.domain.rosters import TOLD_AFTER, RosterKind, RosterSource, Understood
from bot.errors import UserFacingError
from bot.fetching import Unchanged
from bot.rosters.links import Feeds, Lane, Reader
from bot.rosters.problems import TakesTooLong
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.rosters.reading import READ_EVERY, is_the_same, keep, reader_for, understand
from bot.usecases.rosters.telling import telling

logger = logging.getLogger(__name__)

BATCH = 20
# As many answers, of up to 5 MB each, are held at the same time.
AT_A_TIME = 5
# With what their limits allow, a turn of the job is over before its next one.
MOST_SLOW = 3
SLOW_AGAIN = timedelta(hours=1)
# Of the time between two readings, so that not all ask at once for ever.
JITTER = 0.1


@dataclass(frozen=True, slots=True)
class RostersRead:
    """How many could be read, and how many could not."""

    read: int = 0
    failed: int = 0

    def __add__(self, other: "RostersRead") -> "RostersRead":
        return RostersRead(self.read + other.read, self.failed + other.failed)


NONE = RostersRead()


@dataclass(frozen=True, slots=True)
class _Due:
    source: RosterSource
    reader: Reader


async def refresh_rosters(
    db: Database, *, feeds: Feeds, content: Content, now: datetime, rng: random.Random
) -> RostersRead:
    """Up to a batch of those that are due, several at a time; then a few that take long, one after another.

    Their next reading is set before this one, so that what ends half-way is not asked for again at once.
    """
    due = await db.in_one_trip(partial(_claim, content=content, now=now, rng=rng))
    refresh = partial(_refresh, db, feeds=feeds, now=now)
    quick = [one for one in due if not feeds.is_slow(one.source.whose)]
    room = asyncio.Semaphore(AT_A_TIME)
    counted = sum(await asyncio.gather(*(_in(room, refresh(one, lane=Lane.QUICK)) for one in quick)), NONE)
    slow = [one for one in due if feeds.is_slow(one.source.whose)]
    for one in slow[:MOST_SLOW]:
        counted += await refresh(one, lane=Lane.SLOW)
    await _put_off(db, slow[MOST_SLOW:], now + SLOW_AGAIN)
    return counted


async def _claim(repos: Repositories, *, content: Content, now: datetime, rng: random.Random) -> list[_Due]:
    due = await repos.rosters.list_due(now, BATCH)
    for one in due:
        await repos.rosters.put_off(*one.whose, now + _wait(rng))
    return [_Due(one, await reader_for(repos, *one.whose, content=content, now=now)) for one in due]


async def _put_off(db: Database, left: Sequence[_Due], until: datetime) -> None:
    async with db.transaction() as repos:
        for one in left:
            await repos.rosters.put_off(*one.source.whose, until)


async def _in(room: asyncio.Semaphore, work: Awaitable[RostersRead]) -> RostersRead:
    async with room:
        return await work


def _wait(rng: random.Random) -> timedelta:
    return READ_EVERY * rng.uniform(1 - JITTER, 1 + JITTER)


async def _refresh(db: Database, due: _Due, *, feeds: Feeds, now: datetime, lane: Lane) -> RostersRead:
    """Nothing is counted of what the slow lane still has before it."""
    source, found = due.source, None
    try:
        found = await understand(source, due.reader, feeds=feeds, lane=lane)
    except Unchanged:
        await _keep_as_it_is(db, source, now=now)
        return RostersRead(read=1)
    except TakesTooLong:
        if lane is Lane.QUICK:
            return NONE
    except UserFacingError:
        pass
    except Exception as error:
        # Its text could hold the link, or what stands in the calendar.
        logger.error("a roster could not be read: %s", type(error).__name__)
    async with db.transaction() as repos:
        current = await repos.rosters.find(*source.whose, lock=True)
        if current is not None and is_the_same(source, current):
            await _keep(repos, current, found, now=now)
    return RostersRead(read=1) if found else RostersRead(failed=1)


async def _keep_as_it_is(db: Database, source: RosterSource, *, now: datetime) -> None:
    """Unless what is kept came of another reading meanwhile."""
    async with db.transaction() as repos:
        current = await repos.rosters.find(*source.whose, lock=True)
        if current is not None and is_the_same(source, current) and current.read_at == source.read_at:
            await repos.rosters.save(replace(current, read_at=now, failures=0))


async def _keep(
    repos: Repositories, current: RosterSource, found: Understood | None, *, now: datetime
) -> None:
    if found is not None:
        await keep(repos, current, found, now=now)
        return
    failed = replace(current, failures=current.failures + 1)
    if failed.failures == TOLD_AFTER and failed.kind is RosterKind.FEED:
        failed = replace(failed, outages=failed.outages + 1)
        await repos.outbox.plan(
            await telling(repos, failed, "roster_unreachable", number=failed.outages, due_at=now)
        )
    await repos.rosters.save(failed)
