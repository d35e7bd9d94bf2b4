"""Migrations: from nothing to what the code expects, and back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from bot.domain.delivery.outbox import DeliveryState
from bot.domain.directory import Aspect, KnownBy
from bot.domain.programs.programs import Intake, Plan
from bot.storage import schema
from bot.storage.database import Database
from tests.databases import Databases, opened
from tests.storage.hospital import ANNOUNCEMENT, WS, move_in


def tables_in(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def indexes_in(connection: Connection) -> set[str]:
    inspector = inspect(connection)
    return {str(index["name"]) for table in tables_in(connection) for index in inspector.get_indexes(table)}


def differences(connection: Connection) -> Any:
    return compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)


async def test_migrating_makes_the_tables_the_code_expects(db: Database) -> None:
    expected = {str(index.name) for table in SQLModel.metadata.sorted_tables for index in table.indexes}
    async with db._engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(indexes_in) >= expected
        assert await connection.run_sync(tables_in) == set(SQLModel.metadata.tables)


async def test_an_empty_database_says_what_is_pending(databases: Databases, kind: str) -> None:
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        pending = await db.pending_migrations()
        assert pending[0] == "0001 the first tables"
        assert [one[:4] for one in pending] == [f"{n:04}" for n in range(1, len(pending) + 1)]
        await db.migrate()
        assert await db.pending_migrations() == []
        await db.migrate()
        await move_in(db)


async def test_going_back_leaves_nothing(hospital: Database) -> None:
    await schema.downgrade(hospital._engine, "base")
    async with hospital._engine.connect() as connection:
        assert await connection.run_sync(tables_in) == set()
    assert (await hospital.pending_migrations())[0] == "0001 the first tables"


async def test_keys_are_checked_again_after_migrating(databases: Databases, kind: str) -> None:
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        await db.migrate()
        await move_in(db)
        async with db.transaction() as repos:
            await repos.installations.delete("T1")
            assert await repos.programs.list_all("T1") == []


def as_it_is(statement: str) -> Callable[[Connection], object]:
    """For statements whose colons mean nothing."""
    return lambda sync: sync.exec_driver_sql(statement)


async def test_what_was_kept_before_plans_is_kept(databases: Databases, kind: str) -> None:
    """Whom somebody named is still kept apart from them, and a program goes on as it was."""
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        await schema.upgrade(db._engine, "0001")
        async with db._engine.begin() as connection:
            for statement in BEFORE_PLANS:
                await connection.run_sync(as_it_is(statement))
        await db.migrate()
        async with db.transaction() as repos:
            assert await repos.exclusions.list_of("T1", "UADA") == ("UBEN",)
            [kept] = await repos.programs.list_live("T1")
        assert (kept.intake, kept.signup_ends_on, kept.plan, kept.version) == (Intake.COHORT, None, Plan(), 1)


async def test_how_a_link_came_about_is_asked_anew(databases: Databases, kind: str) -> None:
    """Nobody is unlinked; until the next file or Slack's addresses say so, nobody counts as proven either."""
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        await schema.upgrade(db._engine, "0011")
        async with db._engine.begin() as connection:
            for statement in BEFORE_NUMBERS_WERE_CONFIRMED:
                await connection.run_sync(as_it_is(statement))
        await db.migrate()
        async with db.transaction() as repos:
            linked = await repos.directory.find("T1", "1")
            nobody = await repos.directory.find("T1", "2")
            latest = await repos.directory_imports.find_latest("T1")
            compared = await repos.directory_imports.compare("T1", {"1": 7, "2": 7})
    assert linked
    assert nobody
    assert latest
    assert (linked.user_id, linked.known_by, linked.is_proven) == ("UADA", KnownBy.CLAIMED, False)
    assert (nobody.user_id, nobody.known_by) == (None, None)
    assert latest.file_key == ""
    assert compared.changed == {"1", "2"}


ENTRY = (
    "INSERT INTO directory_entry (workspace_id, employee_id, user_id, standing, row_hash, import_number) "
    "VALUES ('T1', {}, 'active', 7, 1)"
)
BEFORE_NUMBERS_WERE_CONFIRMED = (
    "INSERT INTO workspace (id, name, signposts, sites) VALUES ('T1', 'General', '{}', '[]')",
    ENTRY.format("'1', 'UADA'"),
    ENTRY.format("'2', NULL"),
    "INSERT INTO directory_import (workspace_id, number, file_key, imported_on) "
    "VALUES ('T1', 1, 'key', '2026-03-02')",
)


async def test_new_starters_who_were_introduced_before_have_a_week_to_settle(
    databases: Databases, kind: str
) -> None:
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        await schema.upgrade(db._engine, "0011")
        async with db._engine.begin() as connection:
            for statement in (BEFORE_PLANS[0], *BEFORE_SETTLING):
                await connection.run_sync(as_it_is(statement))
        await db.migrate()
        async with db._engine.connect() as connection:
            kept = await connection.execute(text("SELECT id, settling_days FROM mentorship ORDER BY id"))
            assert [tuple(row) for row in kept.all()] == [("M1", 7), ("M2", 21)]


async def test_cycles_that_go_on_are_given_their_time_and_meetings_of_who_rests_are_found(
    databases: Databases, kind: str
) -> None:
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        await schema.upgrade(db._engine, "0015")
        async with db._engine.begin() as connection:
            for statement in (BEFORE_PLANS[0], *BEFORE_GROWTH):
                await connection.run_sync(as_it_is(statement))
        await db.migrate()
        async with db._engine.connect() as connection:
            asked = "SELECT mentorship_id, number, CAST(runs_until AS text) FROM cycle ORDER BY 1, 2"
            kept = await connection.execute(text(asked))
            assert [tuple(row) for row in kept.all()] == [
                ("M1", 1, None),
                ("M1", 2, "2026-02-09"),
                ("M2", 1, None),
            ]
            orphaned = await connection.execute(
                text("SELECT mentorship_id FROM planned_meeting WHERE orphaned")
            )
            assert [tuple(row) for row in orphaned.all()] == [("M2",)]
        await schema.downgrade(db._engine, "0015")


def _introduced(number: int, template_id: str) -> tuple[str, str]:
    return (
        "INSERT INTO program (workspace_id, id, template_id, name, state, starts_on, every_weeks, minutes, "
        "channel_id, created_by, signposts, intake, version, plan) VALUES ('T1', "
        f"'P{number}', '{template_id}', 'P', 'running', '2026-01-05', 1, 15, 'C1', 'UMIA', '{{}}', "
        "'rolling', 1, '{}')",
        "INSERT INTO mentorship (workspace_id, id, program_id, state, score, reasons, every_weeks, locked, "
        f"rematched) VALUES ('T1', 'M{number}', 'P{number}', 'active', 50, '[]', 1, false, false)",
    )


def _cycle(number: int, mentorship: str = "M1", *, followed: str = "false", weeks: str = "NULL") -> str:
    return (
        "INSERT INTO cycle (workspace_id, mentorship_id, number, starts_on, followed, weeks) "
        f"VALUES ('T1', '{mentorship}', {number}, '2026-01-12', {followed}, {weeks})"
    )


def _meeting(mentorship: str) -> str:
    return (
        "INSERT INTO planned_meeting (workspace_id, mentorship_id, uid, number, sequence, slots, offered, "
        f"minutes, called_off, good_until) VALUES ('T1', '{mentorship}', 'm', 1, 0, '[]', '[]', 45, false, "
        "'2026-02-01 12:00:00.000000')"
    )


BEFORE_GROWTH = (
    *_introduced(1, "onboarding"),
    _introduced(2, "onboarding")[0],
    _introduced(2, "onboarding")[1].replace("'active'", "'ended'"),
    _cycle(1, followed="true"),
    _cycle(2, weeks="4"),
    _cycle(1, "M2"),
    _meeting("M1"),
    _meeting("M2"),
)
BEFORE_SETTLING = (*_introduced(1, "onboarding"), *_introduced(2, "nurse_leadership"))
BEFORE_PLANS = (
    "INSERT INTO workspace (id, name, signposts, sites) VALUES ('T1', 'General', '{}', '[]')",
    "INSERT INTO person (workspace_id, user_id, tz) VALUES ('T1', 'UADA', 'UTC')",
    "INSERT INTO exclusion (workspace_id, user_id, other_id) VALUES ('T1', 'UADA', 'UBEN')",
    "INSERT INTO program (workspace_id, id, template_id, name, state, starts_on, ends_on, "
    "every_weeks, minutes, channel_id, created_by, signposts) VALUES ('T1', 'P1', "
    "'nurse_leadership', 'Nurses', 'running', "
    "'2026-01-05', '2026-09-07', 4, 45, 'C1', 'UMIA', '{}')",
)


async def test_what_waited_for_a_silence_that_may_never_come_is_looked_for_instead(
    databases: Databases, kind: str
) -> None:
    """And what waits for anything else is placed when its time has come."""
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        await schema.upgrade(db._engine, "0014")
        async with db._engine.begin() as connection:
            for statement in BEFORE_PLACING:
                await connection.run_sync(as_it_is(statement))
        await db.migrate()
        async with db.transaction() as repos:
            looked_at = await repos.cycles.list_to_look_at(date(2026, 3, 2), 9)
            assert [(one.mentorship_id, one.number) for _, one in looked_at] == [("M1", 2)]
            [kept] = await repos.outbox.list_about("T1", "check_in", ["M1"])
            assert (kept.planned_for, kept.due_at.day) == (None, 5)
            [sent] = await repos.outbox.list_about("T1", "quiet_check", ["M1"])
            assert (sent.cycle, sent.state) == (1, DeliveryState.SENT)


def _waiting(what: str, cycle: int, state: str = "pending") -> str:
    return (
        "INSERT INTO outbox (workspace_id, kind, subject, cycle, recipient, due_at, expires_at, budgeted, "
        f"state, attempts, refusals) VALUES ('T1', '{what}', 'M1', {cycle}, 'UADA', '2026-03-05 00:00:00', "
        f"'2026-03-15 00:00:00', true, '{state}', 0, 0)"
    )


BEFORE_PLACING = (
    "INSERT INTO workspace (id, name, signposts, sites) VALUES ('T1', 'General', '{}', '[]')",
    *_introduced(1, "nurse_leadership"),
    *(_cycle(number) for number in (1, 2, 3)),
    _waiting("quiet_check", 1, "sent"),
    _waiting("quiet_check", 2),
    _waiting("check_in", 3),
)


async def test_who_was_in_the_directory_before_imports_were_staged_is_in_it_still(
    databases: Databases, kind: str
) -> None:
    """Also whom nothing was said of since an earlier import, and who came before any."""
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        await schema.upgrade(db._engine, BEFORE_STAGING)
        async with db._engine.begin() as connection:
            for statement in ROWS_BEFORE_STAGING:
                await connection.run_sync(as_it_is(statement))
        await db.migrate()
        async with db.transaction() as repos:
            linked = await repos.directory.find_by_user("T1", "UADA")
            assert linked
            assert (linked.employee_id, linked.known_by) == ("1", KnownBy.CONFIRMED)
            assert (linked.moved, linked.starts_on) == ((Aspect.SITE,), date(2026, 1, 5))
            assert (linked.left_on, linked.released_on) == (date(2026, 3, 1), date(2026, 3, 2))
            assert await repos.directory.count("T1", date(2026, 2, 1)) == 2
            assert await repos.directory.find("T2", "2")
            compared = await repos.directory_imports.compare("T1", {"2": 7, "3": 7})
            assert compared.fresh == {"3"}
            assert not compared.changed
            assert await repos.directory_imports.begin("T1") == 5
            assert await repos.directory_imports.begin("T2") == 2


async def test_going_back_before_staging_keeps_what_was_shown(databases: Databases, kind: str) -> None:
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        await schema.upgrade(db._engine, BEFORE_STAGING)
        async with db._engine.begin() as connection:
            for statement in ROWS_BEFORE_STAGING:
                await connection.run_sync(as_it_is(statement))
        await db.migrate()
        async with db.transaction() as repos:
            shown = await repos.directory.find("T1", "1")
            assert shown
            await repos.directory_imports.save_changed([(replace(shown, site="Elsewhere"), 9)], number=5)
        await schema.downgrade(db._engine, BEFORE_STAGING)
        async with db._engine.connect() as connection:
            kept = await connection.execute(text(KEPT))
            assert [tuple(row) for row in kept.all()] == [
                ("T1", "1", None, 7),
                ("T1", "2", None, 7),
                ("T2", "2", None, 7),
            ]


KEPT = (
    "SELECT workspace_id, employee_id, site, row_hash FROM directory_entry ORDER BY workspace_id, employee_id"
)
BEFORE_STAGING = "0016"
ROWS_BEFORE_STAGING = (
    "INSERT INTO workspace (id, name, signposts, sites) VALUES ('T1', 'General', '{}', '[]')",
    "INSERT INTO workspace (id, name, signposts, sites) VALUES ('T2', 'Other', '{}', '[]')",
    "INSERT INTO directory_entry (workspace_id, employee_id, user_id, known_by, standing, starts_on, "
    "left_on, moved, released_on, row_hash, import_number) VALUES ('T1', '1', 'UADA', 'confirmed', 'active', "
    "'2026-01-05', '2026-03-01', '[\"site\"]', '2026-03-02', 7, 4)",
    ENTRY.format("'2', NULL"),
    ENTRY.format("'2', NULL").replace("'T1'", "'T2'"),
    "INSERT INTO directory_import (workspace_id, number, file_key, imported_on) "
    "VALUES ('T1', 4, 'key', '2026-03-02')",
)


async def test_who_had_left_is_said_to_have_by_the_directory_where_it_let_them_go(
    databases: Databases, kind: str
) -> None:
    """Everybody else's account was closed in Slack; who is here was said to have left by nobody."""
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        await schema.upgrade(db._engine, "0019")
        async with db._engine.begin() as connection:
            for statement in BEFORE_WHO_SAID_LEFT:
                await connection.run_sync(as_it_is(statement))
        await db.migrate()
        async with db._engine.connect() as connection:
            kept = await connection.execute(text("SELECT user_id, left_by FROM person ORDER BY user_id"))
            assert [tuple(row) for row in kept.all()] == [
                ("UADA", None),
                ("UBEN", "directory"),
                ("UCAT", "slack"),
                ("UDAN", "slack"),
            ]
        await schema.downgrade(db._engine, "0019")


def _person(user_id: str, left_at: str) -> str:
    return (
        "INSERT INTO person (workspace_id, user_id, tz, long_recovery, left_at) "
        f"VALUES ('T1', '{user_id}', 'UTC', false, {left_at})"
    )


def _released(employee_id: str, user_id: str, on: str, *, workspace: str = "T1") -> str:
    return (
        "INSERT INTO directory_entry (workspace_id, employee_id, user_id, standing, row_hash, import_number, "
        f"released_on) VALUES ('{workspace}', '{employee_id}', '{user_id}', 'left', 7, 1, {on})"
    )


BEFORE_WHO_SAID_LEFT = (
    BEFORE_PLANS[0],
    BEFORE_PLANS[0].replace("'T1'", "'T2'"),
    _person("UADA", "NULL"),
    *(_person(one, "'2026-02-01 12:00:00.000000'") for one in ("UBEN", "UCAT", "UDAN")),
    _released("1", "UBEN", "'2026-02-01'"),
    _released("2", "UCAT", "NULL"),
    _released("3", "UDAN", "'2026-02-01'", workspace="T2"),
)


async def test_who_planned_a_post_before_that_was_kept_is_its_programs_first_manager(
    databases: Databases, kind: str
) -> None:
    async with databases.open(kind) as db:
        await move_in(db)
        async with db.transaction() as repos:
            await repos.announcements.add(ANNOUNCEMENT)
        await schema.downgrade(db._engine, "0020")
        await schema.upgrade(db._engine)
        async with db.transaction() as repos:
            found = await repos.announcements.find(WS, ANNOUNCEMENT.id)
            program = await repos.programs.get(WS, ANNOUNCEMENT.program_id)
    assert found == replace(ANNOUNCEMENT, by=program.managers[0])
