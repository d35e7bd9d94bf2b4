"""Cells: one value a key, whoever freezes first; nothing of it is anybody's."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import inspect, text

from bot.domain.disclosure.cells import Cell
from bot.storage import schema
from bot.storage.database import Database
from tests.databases import Databases, opened
from tests.storage.hospital import PROGRAM, WS, move_in

WEEK = date(2026, 11, 16)
MET = Cell("met", WEEK, 7, 9)
JOINED = Cell("joined", WEEK, 20)
WANTED = Cell("wanted", WEEK, 10, group="shift:nights|stage:senior")


async def frozen(db: Database, *, since: date = WEEK) -> list[Cell]:
    async with db.reading() as repos:
        return (await repos.cells.list_for_programs(WS, ["P1"], since=since)).get("P1", [])


async def freeze(db: Database, *cells: Cell) -> bool:
    async with db.transaction() as repos:
        return await repos.cells.freeze(WS, "P1", cells)


async def test_they_are_read_as_they_were_written(hospital: Database) -> None:
    assert await freeze(hospital, MET, JOINED, WANTED)
    assert sorted(await frozen(hospital), key=lambda one: one.kind) == [JOINED, MET, WANTED]
    assert await frozen(hospital, since=WEEK + timedelta(days=1)) == []


async def test_a_week_that_is_frozen_stays_as_it_is(hospital: Database) -> None:
    assert await freeze(hospital, MET, JOINED)
    assert not await freeze(hospital, replace(MET, value=8), replace(JOINED, value=25), WANTED)
    assert sorted(await frozen(hospital), key=lambda one: one.kind) == [JOINED, MET]


async def test_two_that_freeze_at_once_keep_one_value(databases: Databases, kind: str) -> None:
    """Two replicas beside each other, each with its own noise and its own idea of the groups."""
    async with databases.address(kind) as url, opened(url) as one, opened(url) as other:
        await move_in(one)
        told = await asyncio.gather(
            freeze(one, MET, JOINED), freeze(other, replace(MET, value=2), replace(JOINED, value=15), WANTED)
        )
        assert sorted(told) == [False, True]
        seen = {cell.kind: cell.value for cell in await frozen(one)}
        assert seen in ({"met": 7, "joined": 20}, {"met": 2, "joined": 15, "wanted": 10})
        assert await frozen(other) == await frozen(one)


async def test_they_go_with_their_workspace(hospital: Database) -> None:
    await freeze(hospital, MET)
    async with hospital.transaction() as repos:
        await repos.installations.delete(WS)
    async with hospital.reading() as repos:
        assert await repos.cells.list_for_programs(WS, ["P1"], since=WEEK) == {}


async def test_nobody_who_has_themselves_deleted_is_in_them(hospital: Database) -> None:
    await freeze(hospital, MET, JOINED)
    async with hospital.transaction() as repos:
        await repos.forgetting.forget(WS, "UADA")
    assert len(await frozen(hospital)) == 2


async def test_the_table_has_no_room_for_what_was_counted_nor_for_a_name(db: Database) -> None:
    async with db._engine.connect() as connection:
        columns = await connection.run_sync(lambda sync: inspect(sync).get_columns("cell"))
    assert [column["name"] for column in columns] == [
        "workspace_id",
        "program_id",
        "week",
        "kind",
        "group",
        "value",
        "could",
    ]


async def test_the_table_comes_and_goes_with_data_in_it(databases: Databases, kind: str) -> None:
    async with databases.address(kind) as url, opened(url) as db:
        await move_in(db)
        await freeze(db, MET)
        await schema.downgrade(db._engine, "0022")
        async with db._engine.connect() as connection:
            names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
            assert "cell" not in names
            assert (await connection.execute(text("SELECT count(*) FROM program"))).scalar_one() >= 1
        await db.migrate()
        assert await frozen(db) == []
        assert await freeze(db, MET)
    assert PROGRAM.id == "P1"
