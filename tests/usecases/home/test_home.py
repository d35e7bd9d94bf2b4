"""What one person's Home shows, and what it never does."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.domain.programs.states import ProgramState
from bot.usecases.disclosure.freezing import freeze_numbers
from bot.usecases.home.home import read_home
from bot.usecases.managing.needing_support import NEEDING_SUPPORT
from bot.usecases.meetings.check_in import answer_cycle
from bot.usecases.mentorships.cycles import keep_rhythm
from tests.figures import NoNoise
from tests.people import (
    CYCLE,
    DAY,
    ELSEWHERE,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    WEEK,
    WS,
    enrolment,
    move_in,
    pair_number,
    question,
    send_due,
)


async def rename(db, table, name):
    async with db._engine.begin() as connection:
        await connection.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


async def home(db, content, user_id, *, now=MONDAY, workspace=WS, is_admin=False):
    return await read_home(db, act=Act(workspace, user_id, now), is_admin=is_admin, content=content)


async def looks(db):
    async with db.transaction() as repos:
        return [(look.user_id, look.what) for look in await repos.access_log.list_for_program(WS, "P1")]


async def quiet(db):
    """A pair that was asked about its silence; returns the first day on which its manager may know."""
    asked = MONDAY + 7 * WEEK
    await move_in(db, PAIR, CYCLE, question("quiet_check", due_at=asked))
    await send_due(db, asked)
    return asked + WEEK


async def test_a_stranger_sees_what_is_open_and_nobody(db, content):
    await move_in(db, PAIR, CYCLE, enrolment(NIA))
    page = await home(db, content, EVE)
    assert (page.mine, page.managed, page.waiting_in, page.when) == ([], [], [], "")
    assert page.open_programs == [PROGRAM]
    assert not page.may_create


async def test_another_hospital_shows_nothing_of_this_one(db, content):
    await move_in(db, PAIR, CYCLE, enrolment(NIA))
    page = await home(db, content, NIA, workspace=ELSEWHERE)
    assert (page.mine, page.waiting_in, page.open_programs, page.signposts) == ([], [], [], {})


async def test_after_joining_one_waits_and_knows_when_one_may_be_written_to(db, content):
    await move_in(db, enrolment(NIA))
    page = await home(db, content, NIA)
    assert (page.waiting_in, page.open_programs) == ([PROGRAM], [])
    assert page.when.startswith("You'll hear from Lamplight")


async def test_somebody_who_left_may_join_again(db, content):
    await move_in(db, enrolment(NIA, state=EnrolmentState.LEFT))
    page = await home(db, content, NIA)
    assert (page.waiting_in, page.open_programs) == ([], [PROGRAM])


async def test_a_proposal_is_not_shown_to_the_people_in_it(db, content):
    await move_in(db, replace(PAIR, state=MentorshipState.PROPOSED), enrolment(NIA))
    page = await home(db, content, NIA)
    assert (page.mine, page.waiting_in) == ([], [PROGRAM])


async def test_a_question_waits_from_when_it_was_asked_until_it_is_answered(db, content):
    await move_in(db, PAIR, CYCLE)
    assert not (await waiting(db, content, MONDAY))[1]
    now = MONDAY + 4 * WEEK
    await move_in(db, question(due_at=now))
    await send_due(db, now)
    assert await waiting(db, content, now) == (1, True)
    await answer_cycle(db, act=Act(WS, OMAR, now), mentorship_id="M1", cycle=1, outcome=Outcome.MET)
    assert await waiting(db, content, now) == (0, False)
    await keep_rhythm(db, content=content, now=now + DAY)
    assert await waiting(db, content, now + DAY) == (2, False)


async def waiting(db, content, now):
    [mine] = (await home(db, content, NIA, now=now)).mine
    return mine.cycle, mine.asked


async def test_a_manager_sees_nobody_as_quiet_before_they_were_asked_a_week_ago(db, content):
    day = await quiet(db)
    [before] = (await home(db, content, MIA, now=day - DAY)).managed
    assert before.needing_support.pairs == ()
    assert await looks(db) == []
    [after] = (await home(db, content, MIA, now=day)).managed
    assert ([one.id for one in after.needing_support.pairs], after.more_need_support) == (["M1"], False)


async def test_a_look_at_names_is_noted(db, content):
    day = await quiet(db)
    await home(db, content, MIA, now=day)
    assert await looks(db) == [(MIA, NEEDING_SUPPORT)]


async def test_names_that_cannot_be_noted_are_not_shown(db, content):
    day = await quiet(db)
    await rename(db, "access_event", "mislaid")
    with pytest.raises(DBAPIError):
        await home(db, content, MIA, now=day)
    await rename(db, "mislaid", "access_event")


async def test_nobody_but_the_managers_sees_who_is_quiet(db, content):
    day = await quiet(db)
    for user_id in (NIA, EVE):
        assert (await home(db, content, user_id, now=day, is_admin=True)).managed == []
    assert await looks(db) == []


async def test_a_manager_sees_who_waits_and_what_is_left_to_fill_in(db, content):
    paused = enrolment("UPAUL", state=EnrolmentState.RELEASED)
    await move_in(db, PAIR, enrolment(NIA), enrolment(OMAR, Role.MENTOR), enrolment("UAYA"), paused)
    [managed] = (await home(db, content, MIA)).managed
    assert managed.is_waiting
    assert managed.left_to_fill == len(content.signposts) - ("wellbeing" in content.signposts)


async def test_a_managers_numbers_are_those_of_monday_and_stay_until_the_next(db, content):
    people = [enrolment(f"U{n}") for n in range(9)]
    proposed = [pair_number(n, state=MentorshipState.PROPOSED) for n in range(20, 40)]
    await move_in(db, *people, *(pair_number(n) for n in range(13)), *proposed)
    [before] = (await home(db, content, MIA)).managed
    assert (before.figures.as_of, before.figures.joined.is_shown) == (None, False)
    await freeze_numbers(db, workspace_id=WS, content=content, chance=NoNoise(), now=MONDAY)
    [counted] = (await home(db, content, MIA)).managed
    figures = counted.figures
    assert (figures.as_of, figures.joined.value, figures.mentorships.value) == (MONDAY.date(), 10, 15)
    assert figures.waiting.value == 10
    await move_in(db, *(enrolment(f"UNEW{n}") for n in range(30)))
    [later] = (await home(db, content, MIA, now=MONDAY + 6 * DAY)).managed
    assert later.figures == figures


async def test_a_closed_program_stays_with_its_managers_until_it_is_archived(db, content):
    await move_in(db, replace(PROGRAM, state=ProgramState.CLOSED))
    assert [one.program.state for one in (await home(db, content, MIA)).managed] == ["closed"]
    await move_in(db, replace(PROGRAM, state=ProgramState.ARCHIVED))
    page = await home(db, content, MIA)
    assert (page.managed, page.may_create) == ([], False)


async def test_programs_that_are_over_come_after_the_others(db, content):
    newer = replace(PROGRAM, id="P2", starts_on=PROGRAM.starts_on + WEEK)
    await move_in(db, replace(PROGRAM, state=ProgramState.CLOSED), newer)
    assert [one.program.id for one in (await home(db, content, MIA)).managed] == ["P2", "P1"]


async def test_nobody_waits_in_a_program_that_is_over(db, content):
    await move_in(db, replace(PROGRAM, state=ProgramState.CLOSED), enrolment(NIA))
    assert (await home(db, content, NIA)).waiting_in == []


@pytest.mark.parametrize(
    ("user_id", "is_admin", "may"), [(EVE, False, False), (EVE, True, True), (MIA, False, True)]
)
async def test_admins_and_managers_may_start_a_program(db, content, user_id, is_admin, may):
    await move_in(db)
    assert (await home(db, content, user_id, is_admin=is_admin)).may_create is may
