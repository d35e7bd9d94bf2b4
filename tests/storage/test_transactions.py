"""Transactions and keys: all or nothing, nothing without its owner, nothing left behind."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import SQLModel

from bot.domain.disclosure.cells import Cell
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.staff_numbers import Claim
from bot.storage.database import Database
from bot.storage.journey.rows import given_prompt
from tests.storage.directory_asks import staff
from tests.storage.hospital import ANNOUNCEMENT, NOW, PAIR, PROGRAM, QUESTION, TODAY, WS, sign_in


async def rows_by_table(db: Database) -> dict[str, int]:
    async with db._engine.connect() as connection:
        return {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in SQLModel.metadata.sorted_tables
        }


async def test_what_raises_changes_nothing(hospital: Database) -> None:
    async def change_and_fail() -> None:
        async with hospital.transaction() as repos:
            await repos.programs.save(replace(PROGRAM, name="Never"))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        await change_and_fail()
    async with hospital.transaction() as repos:
        assert await repos.programs.get(WS, "P1") == PROGRAM


async def test_a_transaction_works_after_one_that_failed(hospital: Database) -> None:
    for _ in range(25):
        with pytest.raises(IntegrityError):
            async with hospital.transaction() as repos:
                await repos.programs.add(PROGRAM)
    await hospital.ping()


async def test_deleting_an_installation_deletes_everything_of_its_workspace(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await staff(repos)
        await repos.announcements.add(ANNOUNCEMENT)
        await repos.staff_claims.save(Claim(WS, "UADA", "E7", NOW))
        await repos.prompts.stop(WS, "UADA")
        await repos.prompts._run(insert(given_prompt).values(workspace_id=WS, user_id="UADA", number=7))
        await repos.cells.freeze(WS, "P1", [Cell("met", TODAY - timedelta(days=TODAY.weekday()), 3, 9)])
        await repos.installations.take_out(WS, NOW)
        # As if somebody had signed in at that moment.
        await sign_in(repos, WS)
        await repos.events.first_time(f"summary:{WS}:preview", NOW)
        await repos.events.first_time(f"summary:{WS}0:preview", NOW)
        await repos.forgetting.forget(WS, "UGONE")
        counted = await repos.installations.count_rows(WS)
    before = await rows_by_table(hospital)
    async with hospital.transaction() as repos:
        await repos.installations.delete(WS)
    others = {"workspace": 1, "seen_event": 2, "noted_deletion": 1}
    assert counted == {table: rows for table, rows in before.items() if rows and table not in others}
    assert {table for table, rows in before.items() if not rows} == {"installation"}
    left = {table: rows for table, rows in (await rows_by_table(hospital)).items() if rows}
    # A deletion that was noted names no workspace, and stays for a backup from before it.
    assert left == {"seen_event": 1, "noted_deletion": 1}


@pytest.mark.parametrize(
    "orphan", [replace(PAIR, id="M9", program_id="P9"), replace(PAIR, id="M9", workspace_id="T9")]
)
async def test_nothing_is_stored_without_its_owner(hospital: Database, orphan: Mentorship) -> None:
    with pytest.raises(IntegrityError):
        async with hospital.transaction() as repos:
            await repos.mentorships.add_many([orphan])


NAIVE = datetime(2026, 11, 22, 12)  # noqa: DTZ001 - what must be refused


async def test_a_time_without_a_zone_is_refused(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        with pytest.raises(StatementError, match="timezone"):
            await repos.outbox.plan([replace(QUESTION, cycle=9, due_at=NAIVE)])


async def test_times_come_back_in_utc_whatever_zone_they_came_in(hospital: Database) -> None:
    abroad = NOW.astimezone(datetime.fromisoformat("2026-11-22T00:00+05:30").tzinfo)
    async with hospital.transaction() as repos:
        await repos.outbox.plan([replace(QUESTION, cycle=9, due_at=abroad)])
        due = [one.due_at for one in await repos.outbox.claim(NOW, 9, NOW - NOW)]
    assert [one.isoformat() for one in due] == ["2026-11-22T12:00:00+00:00"] * 2
