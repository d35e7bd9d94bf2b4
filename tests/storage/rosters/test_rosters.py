"""Rosters: links unreadable at rest, those that are due one by one, those in which a code stands."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.people import Person
from bot.domain.programs.states import ProgramState
from bot.domain.rosters import Horizon, RosterKind
from bot.storage.database import Database
from bot.storage.encryption import Cipher
from tests.databases import Databases
from tests.storage.hospital import ENROLMENT, HOUR, NIGHT, NOW, PROGRAM, ROSTER, WS, move_in

TYPED = replace(ROSTER, kind=RosterKind.LINES, link=None, typed="2026-11-23 N", known_from=None)


async def test_a_roster_comes_back_as_it_was(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        assert await repos.rosters.find(WS, "UADA") == ROSTER
        assert await repos.rosters.find(WS, "UBEN") is None
        await repos.rosters.save(TYPED)
        assert await repos.rosters.find(WS, "UADA", lock=True) == TYPED
        known = Horizon(None, NOW + 72 * HOUR, before=(NIGHT,))
        assert await repos.rosters.horizons(WS, ["UADA", "UBEN"]) == {"UADA": known}
        await repos.rosters.save(replace(TYPED, agreed=False))
        assert not (await repos.rosters.horizons(WS, ["UADA"]))["UADA"].agreed
        assert await repos.rosters.delete(WS, "UADA")
        assert not await repos.rosters.delete(WS, "UADA")


async def test_the_link_cannot_be_read_in_the_database(hospital: Database) -> None:
    async with hospital._engine.connect() as connection:
        [[stored]] = (await connection.execute(text("SELECT link FROM roster_source"))).all()
    assert "rosters.example" not in stored
    assert "7f3a" not in stored


def test_a_source_does_not_show_its_link() -> None:
    assert "7f3a" not in f"{ROSTER!r} {ROSTER}"


async def test_links_move_to_the_first_key(databases: Databases, kind: str) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    async with databases.address(kind) as url:
        opened = [await Database.open(url, cipher=Cipher(keys)) for keys in ([old], [new, old], [new])]
        await move_in(opened[0])
        async with opened[1].transaction() as repos:
            assert await repos.rosters.rotate() == 1
        async with opened[2].transaction() as repos:
            assert await repos.rosters.find(WS, "UADA") == ROSTER
        for db in opened:
            await db.close()


async def test_what_is_due_is_put_off_before_it_is_read(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        assert await repos.rosters.list_due(NOW - 2 * HOUR, 10) == []
        assert await repos.rosters.list_due(NOW, 10) == [ROSTER]
        assert await repos.rosters.put_off(WS, "UADA", NOW + HOUR)
        assert await repos.rosters.list_due(NOW, 10) == []


async def test_the_longest_due_come_first_and_no_more_than_asked_for(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        for number in range(4):
            person = Person(WS, f"U{number}")
            await repos.people.save(person)
            await repos.enrolments.save(replace(ENROLMENT, user_id=person.user_id))
            due = NOW - timedelta(days=number + 1)
            await repos.rosters.save(replace(ROSTER, user_id=person.user_id, next_refresh_at=due))
        assert [one.user_id for one in await repos.rosters.list_due(NOW, 3)] == ["U3", "U2", "U1"]


@pytest.mark.parametrize("change", ["left", "closed"])
async def test_nothing_is_read_for_people_without_a_place(hospital: Database, change: str) -> None:
    async with hospital.transaction() as repos:
        if change == "left":
            await repos.enrolments.save(replace(ENROLMENT, state=EnrolmentState.LEFT))
        else:
            await repos.programs.save(replace(PROGRAM, state=ProgramState.CLOSED))
        assert await repos.rosters.list_due(NOW, 10) == []


async def test_nobody_with_a_roster_is_forgotten_as_bare(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.people.save(Person(WS, "UNEW"))
        await repos.rosters.save(replace(TYPED, user_id="UNEW"))
        assert not await repos.people.delete_bare(WS, "UNEW")


async def test_rosters_are_found_by_the_codes_that_stand_in_them(hospital: Database) -> None:
    """Explained or not; and only the person's own, whole."""
    async with hospital.transaction() as repos:
        for codes in (["N"], ["ZZ"], ["N", "ZZ", "QQ"]):
            assert await repos.rosters.list_with_codes(WS, codes) == [ROSTER]
        assert await repos.rosters.list_with_codes(WS, ["QQ", "Z", ""]) == []
        assert await repos.rosters.list_changes(WS, ["UADA", "UBEN"]) == {"UADA": ROSTER.changes}
