"""Slack is away, the clock is wrong, the database refuses to write: nothing is lost and nothing repeated."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.content import Content
from bot.delivery.sender import Sender
from bot.domain.people import Installation
from bot.nudges import all_kinds
from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import How
from bot.sandbox.sandbox import Sandbox
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.manifest import read_manifest
from bot.storage.database import Database
from bot.storage.sqlite import driver_of
from bot.usecases.installation.uninstalling import take_out
from tests.chaos.killing import settle
from tests.chaos.ward import START, Counts, Storm, arrive, count, move_in, storm
from tests.databases import POSTGRESQL, SQLITE
from tests.people import WS

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOWHERE = "http://127.0.0.1:9/api/"
KEPT_WHATEVER_THE_CLOCK_SAYS = {"introductions_lost", "nudged_twice", "sent_and_not_there", "not_final"}


@dataclass
class Ward:
    """A bot and its Slack, and sixteen messages that fall due within two hours of a Monday noon."""

    db: Database
    sandbox: Sandbox
    gateway: SlackGateway
    content: Content
    storm: Storm
    off_by: timedelta = timedelta(0)
    failed_ticks: int = 0
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        self.reach(self.gateway)

    def reach(self, slack: SlackGateway) -> None:
        self.sender = Sender(db=self.db, slack=slack, content=self.content, kinds=all_kinds())

    def clock(self) -> datetime:
        """The machine's, which may be wrong."""
        return self.sandbox.clock.now() + self.off_by

    async def tick(self) -> None:
        """What goes wrong here is logged and counted by the scheduler, and tried again at the next tick."""
        try:
            await self.sender.recover(self.clock())
            await self.sender.deliver_due(self.clock)
        except DBAPIError:
            self.failed_ticks += 1

    async def live(self, span: timedelta, *, step: timedelta = HOUR / 4) -> None:
        end = self.sandbox.clock.now() + span
        while self.sandbox.clock.now() < end:
            await self.tick()
            self.sandbox.clock.advance(step)

    async def counts(self) -> Counts:
        """When nothing waits any more, without trouble."""
        await settle(self.db, self.sandbox, self.content, self.storm)
        return await count(self.db, self.sandbox, self.storm, content=self.content)


@pytest.fixture
async def ward(db: Database, content: Content) -> AsyncIterator[Ward]:
    clock = SandboxClock(START)
    sandbox = Sandbox(read_manifest(), clock=clock, wall=lambda: datetime.now(UTC), team_id=WS)
    rng = random.Random(7)
    falls_due = storm(rng, messages=16, within=2 * HOUR)
    await move_in(db, falls_due, content, rng)
    arrive(sandbox, falls_due)

    async def token_for(workspace_id: str) -> str:
        return sandbox.bot_token

    async with sandbox.serve() as address, slack_session(address) as session:
        gateway = SlackGateway(session, base_url=f"{address}/api/", token_for=token_for)
        yield Ward(db, sandbox, gateway, content, falls_due)


def nowhere(gateway: SlackGateway) -> SlackGateway:
    return SlackGateway(gateway._session, base_url=NOWHERE, token_for=gateway._token_for)


@pytest.mark.parametrize(
    ("kind", "span"),
    [(SQLITE, HOUR), (POSTGRESQL, HOUR), (POSTGRESQL, 14 * HOUR), (SQLITE, 14 * DAY)],
    ids=["an hour", "an hour, PostgreSQL", "a night", "two weeks"],
)
async def test_slack_is_away(ward: Ward, span: timedelta) -> None:
    await ward.live(HOUR)
    ward.reach(nowhere(ward.gateway))
    await ward.live(span, step=max(HOUR / 4, span / 50))
    ward.reach(ward.gateway)
    counts = await ward.counts()
    assert counts.broken == {}
    assert counts.introduced_twice == 0
    assert counts.states["unknown"] == 0


@pytest.mark.parametrize("kind", [SQLITE])
async def test_slack_answers_with_errors_for_a_night(ward: Ward) -> None:
    """Nobody knows what arrived. It costs a nudge or two, not all of them: less and less is tried."""
    ward.sandbox.fail("chat.postMessage", How.FATAL_ERROR, times=1000)
    await ward.live(14 * HOUR)
    ward.sandbox.faults.clear()
    counts = await ward.counts()
    assert counts.broken == {}
    assert counts.states["unknown"] < len(ward.storm.asked)


@pytest.mark.parametrize(
    ("kind", "jump"),
    [(SQLITE, 7 * DAY), (POSTGRESQL, -7 * DAY), (SQLITE, 364 * DAY)],
    ids=["a week", "a week back", "a year"],
)
async def test_the_clock_is_wrong_for_an_hour(ward: Ward, jump: timedelta) -> None:
    await ward.live(HOUR / 2)
    ward.off_by = jump
    await ward.live(HOUR)
    ward.off_by = timedelta(0)
    counts = await ward.counts()
    kept = {name: found for name, found in counts.broken.items() if name in KEPT_WHATEVER_THE_CLOCK_SAYS}
    if jump > 40 * DAY:
        # By that clock it was too late for some of them: a person sees that, and tries again.
        lost = kept.pop("introductions_lost", [])
        assert len(lost) == counts.states["failed"]
    assert kept == {}


@pytest.mark.parametrize("span", [5 * HOUR, 6 * DAY], ids=["hours", "six days"])
async def test_the_app_is_taken_out_and_comes_back(ward: Ward, span: timedelta) -> None:
    """Nothing is tried meanwhile, and what comes afterwards is no burst."""
    await ward.live(HOUR)
    arrived = len(ward.sandbox.calls("chat.postMessage"))
    await take_out(ward.db, workspace_id=WS, at=ward.clock())
    await ward.live(span, step=max(HOUR / 4, span / 50))
    assert len(ward.sandbox.calls("chat.postMessage")) == arrived
    async with ward.db.transaction() as repos:
        await repos.installations.save(
            Installation(WS, ward.sandbox.bot_user_id, "B1", ward.sandbox.bot_token)
        )
    counts = await ward.counts()
    assert counts.broken == {}
    assert counts.introduced_twice == 0
    assert counts.states["failed"] == 0


@asynccontextmanager
async def read_only(db: Database) -> AsyncIterator[None]:
    await _set(db, sqlite="PRAGMA query_only = on", postgresql="SET default_transaction_read_only = on")
    yield
    await _set(db, sqlite="PRAGMA query_only = off", postgresql="SET default_transaction_read_only = off")


@asynccontextmanager
async def full(db: Database) -> AsyncIterator[None]:
    """SQLite alone: no page more than it has, and less room in those than a row needs."""
    async with db._engine.connect() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
    await _set(db, sqlite=f"PRAGMA max_page_count = {pages}", postgresql="")
    yield
    await _set(db, sqlite="PRAGMA max_page_count = 1073741823", postgresql="")


async def _set(db: Database, *, sqlite: str, postgresql: str) -> None:
    """For this and all later connections."""
    if isinstance(db._engine, AsyncEngine):
        name = db._engine.url.database
        async with db._engine.connect() as others:
            raw = await others.get_raw_connection()
            driver = raw.driver_connection
            assert driver
            await driver.execute("SET default_transaction_read_only = off")
            await driver.execute(f"ALTER DATABASE {name} {postgresql}")
        await db.close()
        return
    async with db._engine.connect() as connection:
        # Beside any transaction, which could not even begin while nothing may be written.
        await connection.run_sync(lambda sync: driver_of(sync).execute(sqlite))


async def test_the_database_is_read_only_for_an_hour(ward: Ward) -> None:
    await ward.live(HOUR / 2)
    async with read_only(ward.db):
        await ward.live(HOUR)
    assert ward.failed_ticks
    assert (await ward.counts()).broken == {}


@pytest.mark.parametrize("kind", [SQLITE])
async def test_the_disk_is_full_while_messages_are_on_their_way(ward: Ward) -> None:
    """They have left and can't be recorded: a nudge is not repeated, an introduction is."""
    ward.sandbox.clock.advance(2 * HOUR)
    slow = ward.sandbox.fail("chat.postMessage", How.SLOW, times=1)
    leaving = asyncio.ensure_future(ward.tick())
    await slow.arrived.wait()
    async with full(ward.db):
        slow.release.set()
        await leaving
    assert (await ward.counts()).broken == {}
