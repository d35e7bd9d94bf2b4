"""What is asked again and again looks through nothing that grows, so that it stays as quick as it is."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace

import pytest
from sqlalchemy import select, text, update

from bot.background import Background
from bot.content import Content
from bot.deps import Deps
from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.mentorships.mentorships import Outcome
from bot.jobs import keep_house, tick, tick_in_time
from bot.jobs.ticks import STEPS
from bot.rosters.links import Feeds
from bot.slack.people.names import Names
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.storage.tables import cycle
from bot.usecases.delivery.undelivered import tally
from bot.usecases.home.home import read_home
from bot.usecases.privacy.downloading import make_copy
from bot.usecases.privacy.forgetting import forget_person
from tests.databases import SQLITE, Databases
from tests.delivery.houses import House, house_of
from tests.people import DAY, WS
from tests.storage.plans import PARTIAL, Statement, heard, plans, scans
from tests.storage.plenty import CYCLES, NOW, fill, mentee

PAIRS = 2000
# What is asked of an empty list is known without asking.
OF_NOTHING = re.compile(r"(?<!NOT )IN \(SELECT [^()]*(\([^()]*\))? WHERE 1!=1")
ACT = Act(WS, mentee(0), NOW)
QUESTION = Planned(WS, "check_in", "M0", CYCLES, mentee(0), NOW, NOW + 9 * DAY)
# Rows by their own numbers, as whoever has found them changes them.
KEYS = frozenset({"PRIMARY KEY", "outbox_pkey"})


async def with_plenty(db: Database) -> None:
    await fill(db, pairs=PAIRS)
    await db.look_at_tables()


@pytest.fixture
async def house(databases: Databases, kind: str, content: Content) -> AsyncIterator[House]:
    async with databases.filled(kind, with_plenty) as db, house_of(db, content) as made:
        yield made


@pytest.fixture
def deps(house: House) -> Deps:
    return Deps(
        db=house.db,
        clock=lambda: NOW,
        content=house.content,
        slack=house.gateway,
        sender=house.sender(),
        background=Background(),
        new_id=lambda: "1",
        feeds=Feeds(),
        names=Names(house.gateway, clock=lambda: NOW),
    )


async def _take_each_step(deps: Deps) -> None:
    for step in STEPS:
        await step.take(deps, NOW)


# The person is gone after the last of them.
ASKED: Mapping[str, Callable[[Deps], Awaitable[object]]] = {
    "a tick": tick_in_time,
    "the steps of a tick": _take_each_step,
    "keeping house": keep_house,
    "a member's Home": lambda deps: read_home(deps.db, act=ACT, is_admin=False, content=deps.content),
    "my data": lambda deps: make_copy(deps.db, act=ACT, content=deps.content),
    "the undelivered tally": lambda deps: tally(deps.db),
    "delete me": lambda deps: forget_person(deps.db, act=ACT),
}


def is_of_retention(statement: Statement) -> bool:
    """Whether it asks what has been kept long enough: of people and places it reads all, some times a day.

    Messages, of which there are most, it finds by their indexes.
    """
    words = statement[0]
    return words.startswith("SELECT DISTINCT") and "FROM outbox" not in words


def may_be_whole(scan: str) -> bool:
    """The same where retention asks of all tables at once whether anything is due."""
    return "AS is_due_0" in scan and not scan.startswith("outbox:")


async def test_nothing_that_grows_is_looked_through(deps: Deps) -> None:
    found = {}
    for what, ask in ASKED.items():
        with heard(deps.db) as statements:
            await ask(deps)
        assert statements
        looked_through = await scans(deps.db, [one for one in statements if not is_of_retention(one)])
        found[what] = [one for one in looked_through if not may_be_whole(one)]
    assert {what: some for what, some in found.items() if some} == {}


async def _give_work(db: Database) -> None:
    """Of four pairs one is to be asked, one has not answered, one has, and one has long said nothing."""
    over = (NOW - 90 * DAY).date()
    async with db.transaction() as repos:
        await repos.outbox.plan([QUESTION])
        for values, pair in (
            ({"runs_until": over}, "M5"),
            ({"outcome": Outcome.MET, "iso_week": "2026-W47"}, "M6"),
            ({"look_on": NOW.date(), "starts_on": over}, "M7"),
        ):
            its_latest = update(cycle).where(cycle.c.mentorship_id == pair, cycle.c.number == CYCLES)
            await repos.cycles._run(its_latest.values(values))


async def test_a_tick_with_work_looks_through_nothing(house: House, deps: Deps) -> None:
    """It lets go of a question, opens cycles, asks about a silence, and places and sends a message."""
    house.know(mentee(0))
    await _give_work(house.db)
    with heard(house.db) as statements:
        await tick(deps)
        async with house.db.statement() as repos:
            moment = await repos.outbox.next_due_at(after=NOW)
        assert moment
        await tick(replace(deps, clock=lambda: moment))
    assert await scans(house.db, statements) == []
    assert house.posted()
    async with house.db.transaction() as repos:
        begun = await repos.cycles._all(select(cycle.c.mentorship_id).where(cycle.c.number > CYCLES))
        assert sorted(row.mentorship_id for row in begun) == ["M5", "M6"]
        asked = await repos.outbox.list_about(WS, "quiet_check", ["M7"])
        assert [one for one in asked if one.cycle == CYCLES]


# What somebody's click, or the end of something, takes back from what waits.
CHANGES: Mapping[str, Callable[[Repositories], Awaitable[object]]] = {
    "let_go": lambda repos: repos.outbox.let_go(WS, "M0"),
    "let_go_to": lambda repos: repos.outbox.let_go_to(WS, mentee(0)),
    "let_go_of_program": lambda repos: repos.outbox.let_go_of_program(WS, "P0"),
    "drop_pending": lambda repos: repos.outbox.drop_pending(WS, "M0"),
    "drop_pending of kinds": lambda repos: repos.outbox.drop_pending(WS, "M0", ["check_in"]),
    "drop_pending_to": lambda repos: repos.outbox.drop_pending_to(WS, mentee(0)),
    "drop_pending_to about": lambda repos: repos.outbox.drop_pending_to(WS, mentee(0), "M0"),
    "drop_pending_of_program": lambda repos: repos.outbox.drop_pending_of_program(WS, "P0"),
    "drop_kind_to": lambda repos: repos.outbox.drop_kind_to(WS, mentee(0), "check_in"),
    "forget_pending": lambda repos: repos.outbox.forget_pending(WS, "M0", CYCLES, ["check_in"]),
    "forget_kinds": lambda repos: repos.outbox.forget_kinds(WS, "M0", ["check_in"]),
    "put_at": lambda repos: repos.outbox.put_at([QUESTION]),
    "waits_until": lambda repos: repos.outbox.waits_until(WS, "M0"),
    "a hold": lambda repos: repos.holds.resume_kind(WS, "P0", "check_in"),
    "the page of sends": lambda repos: repos.sends.list_posts(WS, "P0", now=NOW, end=NOW + 28 * DAY),
}
OF_A_PROGRAM = ("let_go_of_program", "drop_pending_of_program", "a hold", "the page of sends")


async def test_what_waits_is_found_among_what_waits(house: House) -> None:
    """Or among all that one person got, or one pair; of a program, only among what waits."""
    for what, ask in CHANGES.items():
        with heard(house.db) as statements:
            async with house.db.transaction() as repos:
                await ask(repos)
        assert await scans(house.db, statements) == [], what
        if what in OF_A_PROGRAM:
            steps = [one for plan in (await plans(house.db, statements)).values() for one in plan]
            found_by = {step.index for step in steps if step.table == "outbox"}
            assert found_by - KEYS <= PARTIAL, what


async def test_an_idle_tick_is_three_statements(deps: Deps) -> None:
    """What waits is one question for all steps, what is due to be sent another, and when the next is due."""
    with heard(deps.db) as statements:
        await tick_in_time(deps)
    assert len(statements) == 3


async def test_an_idle_tick_looks_through_nothing_whatever_the_moment(deps: Deps) -> None:
    """PostgreSQL keeps one plan for all moments, and expects that much has come by any of them."""
    with heard(deps.db) as statements:
        await tick_in_time(deps)
    assert await scans(deps.db, statements, once_for_all=True) == []


async def test_nothing_is_asked_of_an_empty_list(deps: Deps) -> None:
    with heard(deps.db) as statements:
        for act in (ACT, Act(WS, "UNOBODY", NOW)):
            await read_home(deps.db, act=act, is_admin=False, content=deps.content)
        await _take_each_step(deps)
    assert [one for one, _ in statements if OF_NOTHING.search(one)] == []


async def test_a_scan_would_be_seen(deps: Deps) -> None:
    """Without its index, which is why it is there."""
    async with deps.db.transaction() as repos:
        await repos.work._run(text("DROP INDEX ix_cycle_running"))
        await repos.work._run(text("DROP INDEX ix_outbox_recipient"))
    with heard(deps.db) as statements:
        await tick(deps)
        await make_copy(deps.db, act=ACT, content=deps.content)
    seen = {one.split(":")[0] for one in await scans(deps.db, statements)}
    assert seen >= {"cycle", "outbox"}


async def test_the_database_knows_how_much_is_in_its_tables(db: Database) -> None:
    async with db.transaction() as repos:
        await repos.workspaces.ensure(WS)
    await db.look_at_tables()
    if db._engine.dialect.name == SQLITE:
        async with db._engine.connect() as connection:
            known = await connection.execute(text("SELECT tbl FROM sqlite_stat1"))
            assert "workspace" in [row.tbl for row in known.all()]


async def test_whoever_only_reads_knows_it_as_well(databases: Databases) -> None:
    """SQLite's connection for reading is opened long before there is much in the tables."""
    async with databases.open(SQLITE) as db:
        await db.look_at_tables()
        assert "PRIMARY KEY" not in await _numbers_from(db, 1)
        await fill(db, pairs=100)
        await db.look_at_tables()
        assert "PRIMARY KEY" in await _numbers_from(db, 2)


async def _numbers_from(db: Database, first: int) -> str:
    """How twenty messages are found; for other numbers, because a driver keeps what it has asked before."""
    async with db.reading() as repos:
        await repos.outbox.list_by_ids(WS, [1])
    numbers = ", ".join(map(str, range(first, first + 20)))
    asked = f"EXPLAIN QUERY PLAN SELECT id FROM outbox WHERE workspace_id = 'T1' AND id IN ({numbers})"
    async with db._reading.begin() as connection:
        return str((await connection.execute(text(asked))).all())
