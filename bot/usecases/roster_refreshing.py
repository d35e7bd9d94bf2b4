"""Rosters are read twice a day; one that can't be read stays as it was known, and its person is told once."""

import logging
import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.content import Content
from bot.domain.enrolments import EnrolmentState
from bot.domain.outbox import Planned
from bot.domain.program_states import LIVE
from bot.domain.rosters import TOLD_AFTER, RosterKind, RosterSource, Understood
from bot.errors import UserFacingError
from bot.fetching import Rules
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.roster_reading import READ_EVERY, Reader, is_the_same, keep, reader_for, understand

logger = logging.getLogger(__name__)

BATCH = 20
# Of the time between two readings, so that not all ask at once for ever.
JITTER = 0.1
GOOD_FOR = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class RostersRead:
    """How many could be read, and how many could not."""

    read: int = 0
    failed: int = 0

    def __add__(self, other: "RostersRead") -> "RostersRead":
        return RostersRead(self.read + other.read, self.failed + other.failed)


async def refresh_rosters(
    db: Database, *, rules: Rules, content: Content, now: datetime, rng: random.Random
) -> RostersRead:
    """Up to a batch of those that are due, one after another. Their next reading is set before this one, so
    that what ends half-way is not asked for again at once.
    """
    async with db.transaction() as repos:
        due = await repos.rosters.list_due(now, BATCH)
        readers = [
            await reader_for(repos, one.workspace_id, one.user_id, content=content, now=now) for one in due
        ]
        for one in due:
            await repos.rosters.put_off(one.workspace_id, one.user_id, now + _wait(rng))
    counted = RostersRead()
    for one, reader in zip(due, readers, strict=True):
        counted += await _refresh(db, one, reader, rules=rules, now=now)
    return counted


def _wait(rng: random.Random) -> timedelta:
    return READ_EVERY * rng.uniform(1 - JITTER, 1 + JITTER)


async def _refresh(
    db: Database, source: RosterSource, reader: Reader, *, rules: Rules, now: datetime
) -> RostersRead:
    found: Understood | None
    try:
        found = await understand(source, reader, rules=rules)
    except UserFacingError:
        found = None
    except Exception as error:
        # Its text could hold the link, or what stands in the calendar.
        logger.error("a roster could not be read: %s", type(error).__name__)
        found = None
    async with db.transaction() as repos:
        current = await repos.rosters.find(source.workspace_id, source.user_id, lock=True)
        if current is not None and is_the_same(source, current):
            await _keep(repos, current, found, now=now)
    return RostersRead(read=1) if found else RostersRead(failed=1)


async def _keep(
    repos: Repositories, current: RosterSource, found: Understood | None, *, now: datetime
) -> None:
    if found is not None:
        await keep(repos, current, found, now=now)
        return
    failed = replace(current, failures=current.failures + 1)
    if failed.failures == TOLD_AFTER and failed.kind is RosterKind.FEED:
        failed = replace(failed, outages=failed.outages + 1)
        await repos.outbox.plan(await _telling(repos, failed, now))
    await repos.rosters.save(failed)


async def _telling(repos: Repositories, source: RosterSource, now: datetime) -> list[Planned]:
    """From the first of their programs that runs."""
    live = {one.id for one in await repos.programs.list_all(source.workspace_id) if one.state in LIVE}
    places = await repos.enrolments.list_for_person(source.workspace_id, source.user_id)
    theirs = [
        one.program_id
        for one in places
        if one.program_id in live and one.state in (EnrolmentState.ACTIVE, EnrolmentState.APPLIED)
    ]
    return [
        Planned(
            workspace_id=source.workspace_id,
            kind="roster_unreachable",
            subject=program_id,
            cycle=source.outages,
            recipient=source.user_id,
            due_at=now,
            expires_at=now + GOOD_FOR,
        )
        for program_id in sorted(theirs)[:1]
    ]
