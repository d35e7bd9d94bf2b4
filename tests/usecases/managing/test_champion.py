"""A champion sees the totals a channel would, and not one name is read for them."""

from dataclasses import replace

from sqlalchemy import event

from bot.domain.acts import Act
from bot.domain.disclosure.figures import NOT_SHOWN
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import Cycle, Outcome, iso_week
from bot.domain.programs.states import ProgramState
from bot.usecases.disclosure.freezing import freeze_numbers
from bot.usecases.home.home import read_home
from bot.usecases.managing.champion import totals_of_championed
from bot.usecases.managing.summary import summarise
from tests.figures import NoNoise
from tests.people import MIA, MONDAY, PROGRAM, TODAY, WS, enrolment, move_in, pair_number

CHAMPION = "UCHAMP"
CHAMPIONED = replace(PROGRAM, champion=CHAMPION)


async def freeze(db, content):
    await freeze_numbers(db, workspace_id=WS, content=content, chance=NoNoise(), now=MONDAY)


async def totals(db, user_id=CHAMPION):
    async with db.transaction() as repos:
        programs = await repos.programs.list_all(WS)
        return await totals_of_championed(repos, WS, user_id, MONDAY, programs=programs)


def pairs_that_met(count):
    for number in range(count):
        pair = pair_number(number)
        yield from (pair, enrolment(f"UNIA{number}"), enrolment(f"UOMAR{number}", Role.MENTOR))
        yield Cycle(pair.id, 1, starts_on=TODAY, outcome=Outcome.MET, iso_week=iso_week(TODAY))


async def test_totals_are_those_of_the_summary(db, content):
    await move_in(db, CHAMPIONED, *pairs_that_met(12), enrolment("ULEFT", state=EnrolmentState.LEFT))
    await freeze(db, content)
    [mine] = await totals(db)
    assert mine == await summarise(db, act=Act(WS, MIA, MONDAY), program_id="P1")
    assert (mine.enrolled.text, mine.mentorships.text) == ("about 25", "about 10")


async def test_small_numbers_are_hidden(db, content):
    await move_in(db, CHAMPIONED, *pairs_that_met(2))
    await freeze(db, content)
    [mine] = await totals(db)
    assert mine.enrolled.text == mine.mentorships.text == "fewer than 5"
    assert mine.meetings.text == mine.on_track.text == NOT_SHOWN


async def test_only_what_runs_and_only_ones_own(db):
    closed = replace(CHAMPIONED, id="P2", state=ProgramState.CLOSED)
    await move_in(db, CHAMPIONED, closed, replace(PROGRAM, id="P3", champion="UELSE"))
    assert [one.program.id for one in await totals(db)] == ["P1"]
    assert await totals(db, MIA) == []


async def test_no_name_of_the_program_is_read_for_a_champions_home(db, content):
    """What crosses from the database is looked at, not only what is shown."""
    await move_in(db, CHAMPIONED, *pairs_that_met(6))
    await freeze(db, content)
    read = []

    def remember(connection, cursor, statement, parameters, context, many):
        read.append((statement, str(parameters)))

    event.listen(db._engine.sync_engine, "after_cursor_execute", remember)
    page = await read_home(db, act=Act(WS, CHAMPION, MONDAY), is_admin=False, content=content)
    event.remove(db._engine.sync_engine, "after_cursor_execute", remember)
    assert len(page.championed) == 1
    # An empty list of ids is asked for with 1 != 1.
    asked = [said for said, given in read if CHAMPION not in given and "1!=1" not in said.replace(" ", "")]
    read_of_others = [said.partition("FROM")[0] for said in asked]
    assert not [one for one in read_of_others if "member_id" in one or "enrolment.user_id" in one]
    assert "UNIA" not in str(page)
