"""Shift codes: what counts for everybody, what people say, and the ward each of them works in."""

from dataclasses import replace
from datetime import time

from sqlalchemy import text

from bot.domain.directory import DirectoryEntry, KnownBy
from bot.domain.people import Person
from bot.domain.rosters import Meaning, Work
from bot.domain.shifts.codes import CommonCode, SaidCode, Settled
from bot.storage import schema
from bot.storage.database import Database
from tests.databases import Databases, opened
from tests.storage.hospital import ADA, CODES, SAID, WS

NIGHT, OFF = Meaning(Work.NIGHT, (time(19), time(7, 30))), Meaning(Work.OFF)


async def test_what_somebody_says_comes_before_what_counts_for_everybody(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        assert await repos.roster_codes.known_to(WS, "UADA") == CODES | SAID
        assert await repos.roster_codes.known_to(WS, "UBEN") == CODES
        await repos.roster_codes.say(WS, "UADA", {"N": OFF, "E": NIGHT})
        assert await repos.roster_codes.known_to(WS, "UADA") == CODES | {"N": OFF, "E": NIGHT}
        await repos.roster_codes.take_back(WS, "N")
        assert await repos.roster_codes.said_by(WS, "UADA") == {"E": NIGHT}


async def test_what_is_settled_again_takes_the_place_of_what_was(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        assert (await repos.roster_codes.list_common(WS))["N"] == CommonCode("N", NIGHT, Settled.DECIDED)
        await repos.roster_codes.settle(WS, "N", OFF, settled=Settled.AGREED)
        assert (await repos.roster_codes.list_common(WS))["N"] == CommonCode("N", OFF, Settled.AGREED)
        await repos.roster_codes.unsettle(WS, "N")
        assert set(await repos.roster_codes.list_common(WS)) == {"AL"}


async def test_a_ward_is_what_the_person_said_or_else_the_directory(hospital: Database) -> None:
    posts = [
        DirectoryEntry(WS, "E7", user_id="UBEN", known_by=KnownBy.EMAIL, department="theatres"),
        DirectoryEntry(WS, "E8", user_id="UADA", known_by=KnownBy.EMAIL, department="theatres"),
    ]
    async with hospital.transaction() as repos:
        await repos.directory_imports.save_changed([(one, n) for n, one in enumerate(posts)], number=1)
        await repos.people.save(replace(ADA, department="critical_care"))
        await repos.people.save(replace(await repos.people.get(WS, "UBEN"), department=None))
        await repos.people.save(Person(WS, "UNEW"))
        for who in ("UBEN", "UNEW"):
            await repos.roster_codes.say(WS, who, {"N": NIGHT})
        assert await repos.roster_codes.list_said(WS) == [
            SaidCode("E", "UADA", SAID["E"], "critical_care"),
            SaidCode("N", "UBEN", NIGHT, "theatres"),
            SaidCode("N", "UNEW", NIGHT, None),
        ]


async def test_what_somebody_said_goes_with_them(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.forgetting.forget(WS, "UADA")
        assert await repos.roster_codes.list_said(WS) == []
        assert set(await repos.roster_codes.list_common(WS)) == set(CODES)


async def test_codes_of_before_go_on_to_count_for_everybody(databases: Databases, kind: str) -> None:
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        await schema.upgrade(db._engine, "0015")
        async with db._engine.begin() as connection:
            for statement in BEFORE:
                await connection.execute(text(statement))
        await db.migrate()
        async with db.transaction() as repos:
            known = CommonCode("N", NIGHT, Settled.DECIDED)
            assert await repos.roster_codes.list_common("T1") == {"N": known}
            source = await repos.rosters.find("T1", "UADA")
            assert source is not None
            assert (source.codes, source.assumed, source.changes, source.changed) == ((), {}, (), 0)


BEFORE = (
    "INSERT INTO workspace (id, name, signposts, sites) VALUES ('T1', '', '{}', '[]')",
    "INSERT INTO person (workspace_id, user_id, tz) VALUES ('T1', 'UADA', 'UTC')",
    "INSERT INTO roster_code VALUES ('T1', 'N', 'night', '19:00:00.000000', '07:30:00.000000')",
    "INSERT INTO roster_source (workspace_id, user_id, kind, typed, corrections, known_until, "
    "next_refresh_at, unknown, unclear, failures, outages) VALUES ('T1', 'UADA', 'lines', '', '', "
    "'2026-03-02 00:00:00', '2026-03-02 00:00:00', '[]', 0, 0, 0)",
)
