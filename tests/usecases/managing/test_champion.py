"""A champion sees the totals a channel would, and not one name is read for them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from bot.delivery.loading import load
from bot.domain.acts import Act
from bot.domain.disclosure.figures import NOT_SHOWN
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import Cycle, Outcome, iso_week
from bot.domain.people import Installation, Person
from bot.domain.programs.states import ProgramState
from bot.errors import NotNow, NotYours
from bot.nudges import all_kinds
from bot.usecases.disclosure.freezing import freeze_numbers
from bot.usecases.home.home import read_home
from bot.usecases.managing.champion import plan_months, read_for_post, totals_of_championed
from bot.usecases.managing.summary import summarise
from bot.views.managing.champion import post_to_forward
from tests.figures import NoNoise
from tests.people import MIA, MONDAY, PROGRAM, TODAY, WEEK, WS, enrolment, move_in, pair_number

CHAMPION = "UCHAMP"
INSTALLED = Installation(WS, bot_user_id="UBOT", bot_id="B1", bot_token="xoxb-1")
CHAMPIONED = replace(PROGRAM, champion=CHAMPION)


async def freeze(db, content):
    await freeze_numbers(db, workspace_id=WS, content=content, chance=NoNoise(), now=MONDAY)


async def totals(db, content, user_id=CHAMPION):
    async with db.transaction() as repos:
        programs = await repos.programs.list_all(WS)
        return await totals_of_championed(
            repos, act=Act(WS, user_id, MONDAY), programs=programs, content=content
        )


def pairs_that_met(count, *, since=TODAY):
    for number in range(count):
        pair = pair_number(number, introduced_on=since)
        yield from (pair, enrolment(f"UNIA{number}"), enrolment(f"UOMAR{number}", Role.MENTOR))
        yield Cycle(pair.id, 1, starts_on=TODAY, outcome=Outcome.MET, iso_week=iso_week(TODAY))


async def test_totals_are_those_of_the_summary(db, content):
    await move_in(db, CHAMPIONED, *pairs_that_met(12), enrolment("ULEFT", state=EnrolmentState.LEFT))
    await freeze(db, content)
    [mine] = await totals(db, content)
    assert mine == await summarise(db, act=Act(WS, MIA, MONDAY), program_id="P1", content=content)
    assert (mine.enrolled.text, mine.mentorships.text) == ("about 25", "about 10")


async def test_small_numbers_are_hidden(db, content):
    await move_in(db, CHAMPIONED, *pairs_that_met(2))
    await freeze(db, content)
    [mine] = await totals(db, content)
    assert mine.enrolled.text == mine.mentorships.text == "fewer than 5"
    assert mine.meetings.text == mine.on_track.text == NOT_SHOWN


async def test_only_what_runs_and_only_ones_own(db, content):
    closed = replace(CHAMPIONED, id="P2", state=ProgramState.CLOSED)
    await move_in(db, CHAMPIONED, closed, replace(PROGRAM, id="P3", champion="UELSE"))
    assert [one.program.id for one in await totals(db, content)] == ["P1"]
    assert await totals(db, content, MIA) == []


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


IN_APRIL = datetime(2026, 4, 1, 6, tzinfo=UTC)


async def months(db, *programs, now=IN_APRIL):
    """Who hears of the month before, as it is planned: twice, as it may be."""
    await move_in(db, Person(WS, "UNIA0", tz="Europe/London"), enrolment("UNIA0"), *programs)
    async with db.transaction() as repos:
        await repos.installations.save(INSTALLED)
    for _ in range(2):
        await plan_months(db, now=now)
    async with db.reading() as repos:
        return await repos.outbox.list_about(WS, "champions_month", [WS])


async def test_a_champion_hears_once_of_all_programs_together(db):
    [row] = await months(db, CHAMPIONED, replace(CHAMPIONED, id="P2"))
    assert (row.recipient, date.fromordinal(row.cycle), row.budgeted) == (CHAMPION, date(2026, 3, 1), True)
    assert row.due_at == datetime(2026, 3, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize("day", [1, 2, 11, 30])
async def test_a_month_is_told_in_its_first_working_days(db, day):
    """The second of May 2026 is a Saturday, and so the first working day is Friday."""
    found = await months(db, CHAMPIONED, now=datetime(2026, 5, day, 12, tzinfo=UTC))
    assert len(found) == (1 if day <= 10 else 0)


async def test_nobody_hears_of_what_ended_before(db):
    over = replace(CHAMPIONED, state=ProgramState.CLOSED, ends_on=date(2026, 2, 20))
    assert await months(db, replace(over, id="P1"), replace(over, id="P2")) == []


async def test_the_month_shows_what_is_true_when_it_leaves(db, content):
    """Who stepped down meanwhile hears nothing, and neither does who has nothing to be shown."""
    await move_in(db, CHAMPIONED, replace(CHAMPIONED, id="P2"), *pairs_that_met(12, since=TODAY - 8 * WEEK))
    await freeze(db, content)
    [row] = await months(db, CHAMPIONED)
    kind = all_kinds()["champions_month"]
    situation = await situation_of(db, row, content)
    assert [one.program.id for one in situation.summaries] == ["P1"]
    assert kind.still_true(situation)
    async with db.transaction() as repos:
        await repos.programs.save(replace(CHAMPIONED, champion="UELSE"))
    assert not kind.still_true(await situation_of(db, row, content))


async def test_who_has_left_hears_nothing(db, content):
    await move_in(db, CHAMPIONED, *pairs_that_met(12, since=TODAY - 8 * WEEK))
    await freeze(db, content)
    [row] = await months(db, CHAMPIONED)
    assert (await situation_of(db, row, content)).summaries
    await move_in(db, CHAMPIONED, Person(WS, CHAMPION, left_at=MONDAY))
    assert not (await situation_of(db, row, content)).summaries


async def situation_of(db, row, content):
    async with db.transaction() as repos:
        loaded = await load(repos, row, kinds=all_kinds(), content=content, now=MONDAY)
    assert loaded
    return loaded.situation


async def test_a_post_to_forward_is_its_champions_and_managers_to_read(db, content):
    await move_in(db, CHAMPIONED, *pairs_that_met(12, since=TODAY - 8 * WEEK))
    await freeze(db, content)
    for who in (CHAMPION, MIA):
        found = await read_for_post(db, act=Act(WS, who, MONDAY), program_id="P1", content=content)
        assert "about 25 people" in str(post_to_forward(found, content=content).to_dict())
    with pytest.raises(NotYours):
        await read_for_post(db, act=Act(WS, "UNIA0", MONDAY), program_id="P1", content=content)


async def test_there_is_no_post_where_numbers_are_too_small(db, content):
    await move_in(db, CHAMPIONED, *pairs_that_met(2))
    await freeze(db, content)
    with pytest.raises(NotNow):
        await read_for_post(db, act=Act(WS, CHAMPION, MONDAY), program_id="P1", content=content)
