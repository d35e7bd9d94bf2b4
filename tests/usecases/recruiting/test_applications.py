"""Asking to join: only those who asked are answered, by their managers alone, and told kindly."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.joining.briefings import CARDS, Briefing
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.people import Person
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.errors import NotFound, NotNow, NotYours
from bot.usecases.home.home import read_home
from bot.usecases.recruiting.applications import (
    ASKED_LIST,
    answer_application,
    count_applications,
    read_applications,
)
from tests.people import (
    ELSEWHERE,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PROGRAM,
    WEEK,
    WS,
    enrolment,
    move_in,
    send_due,
    unbriefed,
)

ASKED = enrolment(NIA, state=EnrolmentState.APPLIED)
BY_APPROVAL = replace(PROGRAM, plan=Plan(by_approval=True))


@pytest.fixture(autouse=True)
async def _they_have_asked(db):
    await move_in(db, BY_APPROVAL, ASKED, enrolment(OMAR, Role.MENTOR))


async def answers(db, *, accept=True, by=MIA, user_id=NIA, workspace=WS, now=MONDAY):
    return await answer_application(
        db, act=Act(workspace, by, now), program_id="P1", user_id=user_id, accept=accept
    )


async def state_of(db, user_id=NIA):
    async with db.transaction() as repos:
        found = await repos.enrolments.find(WS, "P1", user_id)
    return found.state if found else None


async def looks(db):
    async with db.transaction() as repos:
        return [(one.user_id, one.what) for one in await repos.access_log.list_for_program(WS, "P1")]


async def test_managers_see_who_has_asked_and_as_what_and_the_look_is_noted(db):
    waiting = await read_applications(db, act=Act(WS, MIA, MONDAY), program_id="P1")
    assert (waiting.program, waiting.asked) == (BY_APPROVAL, [(NIA, Role.MENTEE)])
    assert await looks(db) == [(MIA, ASKED_LIST)]


async def test_a_look_at_nobody_is_not_noted(db):
    await move_in(db, replace(ASKED, state=EnrolmentState.LEFT))
    await read_applications(db, act=Act(WS, MIA, MONDAY), program_id="P1")
    assert await looks(db) == []


@pytest.mark.parametrize(
    ("accept", "state"), [(True, EnrolmentState.ACTIVE), (False, EnrolmentState.DECLINED)]
)
async def test_an_answer_is_kept_and_told_once(db, accept, state):
    left = await answers(db, accept=accept)
    assert left.asked == []
    assert await state_of(db) is state
    with pytest.raises(NotNow, match="have an answer already"):
        await answers(db, accept=not accept)
    assert await state_of(db) is state
    assert await send_due(db, MONDAY) == [("application_answer", NIA)]


@pytest.mark.parametrize("by", [NIA, EVE])
async def test_only_a_manager_looks_and_answers(db, by):
    with pytest.raises(NotYours):
        await read_applications(db, act=Act(WS, by, MONDAY), program_id="P1")
    with pytest.raises(NotYours):
        await answers(db, by=by)
    with pytest.raises(NotFound):
        await answers(db, workspace=ELSEWHERE)
    assert (await state_of(db), await looks(db)) == (EnrolmentState.APPLIED, [])


@pytest.mark.parametrize("state", [one for one in EnrolmentState if one is not EnrolmentState.APPLIED])
async def test_nobody_is_let_in_or_out_who_does_not_wait(db, state):
    await move_in(db, replace(ASKED, state=state))
    for accept in (True, False):
        with pytest.raises(NotNow):
            await answers(db, accept=accept)
    assert await state_of(db) is state


async def test_a_manager_enrols_nobody_who_has_not_asked(db):
    with pytest.raises(NotFound, match="Only they can"):
        await answers(db, user_id=EVE)
    assert await state_of(db, EVE) is None


async def test_somebody_who_left_slack_is_not_let_in(db):
    await move_in(db, Person(WS, NIA, left_at=MONDAY))
    with pytest.raises(NotNow):
        await answers(db)
    assert await state_of(db) is EnrolmentState.APPLIED


async def test_a_program_that_is_over_lets_nobody_in(db):
    await move_in(db, replace(BY_APPROVAL, state=ProgramState.CLOSED))
    with pytest.raises(NotNow, match="is over"):
        await answers(db)


async def test_two_managers_at_once_give_one_answer(db):
    found = await asyncio.gather(
        *(answers(db, accept=accept) for accept in (True, False)), return_exceptions=True
    )
    assert [type(one) for one in found if isinstance(one, Exception)] == [NotNow]
    assert await send_due(db, MONDAY) == [("application_answer", NIA)]


async def test_somebody_who_leaves_and_asks_again_is_answered_again(db):
    await answers(db)
    await send_due(db, MONDAY)
    await move_in(db, ASKED)
    await answers(db, accept=False, now=MONDAY + WEEK)
    assert await send_due(db, MONDAY + WEEK) == [("application_answer", NIA)]


async def test_a_mentor_who_is_let_in_is_reminded_of_the_briefing(db):
    await move_in(db, unbriefed(replace(ASKED, role=Role.MENTOR)))
    await answers(db)
    async with db.transaction() as repos:
        planned = await repos.outbox.claim(MONDAY + WEEK, 10, WEEK)
        await repos.briefings.save(Briefing(WS, NIA, CARDS))
    assert {one.kind for one in planned} == {"application_answer", "briefing_reminder"}


async def test_home_counts_for_the_manager_and_waits_with_the_person(db, content):
    async def home(user_id):
        return await read_home(db, act=Act(WS, user_id, MONDAY), is_admin=False, content=content)

    assert [one.asked for one in (await home(MIA)).managed] == [1]
    assert await count_applications(db, workspace_id=WS, program_id="P1") == 1
    assert ([one.id for one in (await home(NIA)).waiting_in], (await home(NIA)).asked_in) == (["P1"], ["P1"])
    await answers(db, accept=False)
    assert [one.asked for one in (await home(MIA)).managed] == [0]
    page = await home(NIA)
    assert (page.waiting_in, page.open_programs) == ([], [])
