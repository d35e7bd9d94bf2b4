"""Who takes part is looked up once a day: zones and departures whose events were lost are found."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.people import LeftBy, Person
from bot.domain.programs.states import ProgramState
from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import How
from bot.sandbox.sandbox import Sandbox
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.manifest import read_manifest
from bot.usecases.directory import looking_up
from bot.usecases.directory.looking_up import look_up_people
from tests.people import DAY, MONDAY, PROGRAM, WS, enrolment, move_in


@pytest.fixture
async def sandbox():
    sandbox = Sandbox(read_manifest(), clock=SandboxClock(MONDAY), wall=lambda: MONDAY, team_id=WS)
    async with sandbox.serve():
        yield sandbox


@pytest.fixture
def nia(sandbox):
    return sandbox.add_person("Nia Nurse", tz="Europe/London")


@pytest.fixture
async def look(db, sandbox, nia):
    """Nia is in a program, and Ola is known and in none."""
    ola = sandbox.add_person("Ola Onlooker")
    people = [Person(WS, one.id, tz="Europe/London") for one in (nia, ola)]
    await move_in(db, *people, enrolment(nia.id))

    async def token_for(workspace_id):
        return sandbox.bot_token

    async with slack_session(sandbox.base_url) as session:
        slack = SlackGateway(session, base_url=f"{sandbox.base_url}/api/", token_for=token_for)

        async def run():
            return await look_up_people(
                db, slack, workspace_id=WS, clock=sandbox.clock.now, between=timedelta(0)
            )

        yield run


async def kept(db, nia):
    async with db.transaction() as repos:
        return await repos.people.get(WS, nia.id)


async def test_a_zone_that_slack_could_not_tell_of_is_found(db, sandbox, look, nia):
    sandbox.events.switch.is_on = False
    await sandbox.change_person(nia, tz="Asia/Tokyo")

    assert await look() == 1

    assert (await kept(db, nia)).tz == "Asia/Tokyo"
    assert [one.request["user"] for one in sandbox.calls("users.info")] == [nia.id]


async def test_who_manages_a_program_is_looked_up_too(db, sandbox, look, nia):
    """Without taking part in it: their Monday is where they are."""
    mona = sandbox.add_person("Mona Manager", tz="America/New_York")
    await move_in(db, replace(PROGRAM, managers=(mona.id,)), Person(WS, mona.id, tz="Europe/London"))
    assert await look() == 1
    assert (await kept(db, mona)).tz == "America/New_York"
    await move_in(db, replace(PROGRAM, managers=(mona.id,), state=ProgramState.ARCHIVED))
    await sandbox.change_person(mona, tz="Asia/Tokyo")
    sandbox.clock.advance(DAY)
    await look()
    assert (await kept(db, mona)).tz == "America/New_York"


async def test_so_are_a_closed_account_and_one_that_is_open_again(db, sandbox, look, nia):
    sandbox.news.tells_of_accounts = False
    await sandbox.change_person(nia, deleted=True)
    assert await look() == 1
    left = await kept(db, nia)
    assert (left.left_at, left.left_by, left.tz) == (MONDAY, LeftBy.SLACK, "Europe/London")
    async with db.transaction() as repos:
        assert (await repos.enrolments.find(WS, "P1", nia.id)).state is EnrolmentState.LEFT

    sandbox.clock.advance(DAY)
    await sandbox.change_person(nia, deleted=False)
    assert await look() == 1
    assert (await kept(db, nia)).left_by is None


async def test_each_is_looked_up_once_a_day(sandbox, look):
    for hours in (0, 1, 23):
        sandbox.clock.advance(timedelta(hours=hours))
        await look()

    assert len(sandbox.calls("users.info")) == 2


async def test_what_slack_does_not_answer_is_looked_up_again(db, sandbox, look, nia, caplog):
    nia.tz = "Asia/Tokyo"
    sandbox.fail("users.info", How.HTTP_500)

    assert await look() == 0
    assert "people are not looked up for now: users.info" in caplog.text
    assert await look() == 1


async def test_a_pause_that_slack_asks_for_is_kept(sandbox, look, nia):
    nia.tz = "Asia/Tokyo"
    sandbox.rate_limit("users.info", retry_after=0, times=3)

    assert await look() == 1


async def test_somebody_whom_slack_does_not_show_stays_as_they_are(db, sandbox, look, nia):
    before = await kept(db, nia)
    del sandbox.workspace.people[nia.id]

    assert await look() == 0
    assert await kept(db, nia) == before


async def test_what_the_staff_directory_says_stands(db, sandbox, look, nia):
    async with db.transaction() as repos:
        gone = replace(await repos.people.get(WS, nia.id), left_at=MONDAY, left_by=LeftBy.DIRECTORY)
        await repos.people.save(gone)
    sandbox.clock.advance(DAY)

    await look()

    assert await kept(db, nia) == gone


async def test_a_large_program_is_looked_up_page_by_page(db, sandbox, look, monkeypatch):
    monkeypatch.setattr(looking_up, "PAGE", 2)
    others = [sandbox.add_person(f"Nurse {number}", tz="Asia/Tokyo") for number in range(4)]
    await move_in(db, *(Person(WS, one.id) for one in others), *(enrolment(one.id) for one in others))

    assert await look() == 4
    assert await look() == 0
    assert len(sandbox.calls("users.info")) == 5
