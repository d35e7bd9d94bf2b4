"""Changes of people come by the thousand: of strangers nothing is written, of others only what is news."""

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel

from bot.domain.people import LeftBy
from bot.sandbox.towards_app.switch import FEWEST
from bot.usecases.joining.leaving import release_leaver
from tests.databases import SQLITE
from tests.handlers.test_events import MINUTE, hospital
from tests.statements import counted

__all__ = ["hospital"]

CHANGED = "user_profile_changed"
STATUSES = ("user_change", "user_status_changed", "user_huddle_changed")


async def rows(db):
    async with db._engine.connect() as connection:
        return {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in SQLModel.metadata.sorted_tables
        }


@pytest.fixture
def ella(hospital):
    """Nobody here knows her."""
    return hospital.sandbox.add_person("Ella Elsewhere")


async def test_of_strangers_one_row_is_looked_for_and_none_is_written(hospital, ella):
    before = await rows(hospital.db)

    with counted(hospital.db, with_reading=True) as statements:
        for zone in ("Asia/Tokyo", "Europe/Paris", "America/Lima"):
            assert (await hospital.sandbox.change_person(ella, tz=zone)).acked

    assert len(statements) == 3
    assert all(one.startswith("SELECT") for one in statements)
    assert await rows(hospital.db) == before


async def test_nor_is_anything_written_of_somebody_known_where_nothing_kept_has_changed(hospital):
    before = await rows(hospital.db)

    with counted(hospital.db, with_reading=True) as statements:
        assert (await hospital.sandbox.change_person(hospital.nia.person, title="Ward sister")).acked

    assert [one.split()[0] for one in statements] == ["SELECT"]
    assert await rows(hospital.db) == before


async def test_a_strangers_closed_account_is_no_news_either(hospital, ella):
    before = await rows(hospital.db)

    assert (await hospital.sandbox.change_person(ella, deleted=True)).acked

    assert await rows(hospital.db) == before


@pytest.mark.parametrize("kind", [SQLITE])
async def test_statuses_and_huddles_are_not_subscribed_to(hospital):
    news, nia = hospital.sandbox.news, hospital.nia.person

    for number in range(FEWEST):
        assert await news.set_status(nia, f"in theatre {number}") is None
        assert await news.set_huddle(nia, is_in=number % 2 == 0) is None

    assert not [one for one in hospital.sandbox.wire if one.direction == "to_app"]


@pytest.mark.parametrize("kind", [SQLITE])
@pytest.mark.parametrize("changed", [CHANGED, "user_change"])
async def test_an_app_with_an_older_manifest_hears_of_people_as_well(hospital, changed):
    grants = hospital.sandbox.workspace.grants
    object.__setattr__(grants, "events", frozenset({changed}))

    await hospital.sandbox.change_person(hospital.nia.person, tz="Asia/Tokyo")

    assert await hospital.is_handled(CHANGED)


@pytest.mark.parametrize("kind", [SQLITE])
@pytest.mark.parametrize(
    "user", [None, "U1", {}, {"id": None}, {"id": "U1", "updated": "soon"}, {"id": "U1", "updated": 1e300}]
)
async def test_what_names_nobody_or_no_moment_is_acknowledged(hospital, user):
    assert (await hospital.sandbox.send_event({"type": CHANGED, "user": user})).acked


async def person(hospital):
    async with hospital.db.transaction() as repos:
        return await repos.people.get(hospital.sandbox.team_id, hospital.nia.person.id)


@pytest.mark.parametrize("kind", [SQLITE])
async def test_what_was_true_before_a_departure_does_not_undo_it(hospital):
    """An ordinary change that comes late, after the account was closed."""
    sandbox, nia = hospital.sandbox, hospital.nia.person
    with sandbox.events.held() as late:
        await sandbox.change_person(nia, title="Ward sister")
    sandbox.clock.advance(MINUTE)
    await sandbox.change_person(nia, deleted=True)

    assert (await sandbox.events.deliver(late[0], retry=2)).acked

    assert (await person(hospital)).left_by is LeftBy.SLACK


@pytest.mark.parametrize("kind", [SQLITE])
async def test_an_open_account_does_not_undo_what_the_staff_directory_says(hospital):
    nia = hospital.nia.person
    async with hospital.db.transaction() as repos:
        at = hospital.sandbox.clock.now()
        await release_leaver(repos, hospital.sandbox.team_id, nia.id, at, by=LeftBy.DIRECTORY)
    hospital.sandbox.clock.advance(MINUTE)

    await hospital.sandbox.change_person(nia, tz="Asia/Tokyo")
    assert (await person(hospital)).tz == "Asia/Tokyo"
    assert (await person(hospital)).left_by is LeftBy.DIRECTORY

    await hospital.sandbox.change_person(nia, deleted=True)
    assert (await person(hospital)).left_by is LeftBy.BOTH
    hospital.sandbox.clock.advance(MINUTE)
    await hospital.sandbox.change_person(nia, deleted=False)
    assert (await person(hospital)).left_by is LeftBy.DIRECTORY
