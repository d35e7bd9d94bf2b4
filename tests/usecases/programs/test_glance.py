"""A program at a glance: totals for its readers, and what its managers do next on top."""

from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.disclosure.kinds import INTRODUCED, JOINED
from bot.domain.oversight.roles import OversightRole, RoleHeld
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.errors import NotFound, NotYours
from bot.usecases.delivery.sends import read_sends
from bot.usecases.managing.summary import summarise
from bot.usecases.programs.glance import read_glance
from bot.usecases.recruiting.cover import read_cover
from bot.views.programs.glance import next_step
from tests.figures import LAST_WEEK, board_of
from tests.people import MIA, MONDAY, NIA, PROGRAM, TODAY, WEEK, WS, enrolment, move_in
from tests.statements import counted

CHIEF, READER, OWNER = "UCHIEF", "UREADER", "UOWNER"
HERE = replace(PROGRAM, state=ProgramState.RUNNING, champion=CHIEF)


async def glance(db, content, by=MIA, program_id="P1", *, is_admin=False):
    act = Act(WS, by, MONDAY)
    return await read_glance(db, act=act, program_id=program_id, content=content, is_admin=is_admin)


def step_of(page):
    step = next_step(page)
    return step.words if step else ""


async def in_state(db, state, **more):
    await move_in(db, replace(HERE, state=state, **more), enrolment(NIA))


async def freeze(db):
    async with db.transaction() as repos:
        board = board_of({JOINED: 41, INTRODUCED: 20}, met={LAST_WEEK: (9, 20)}, tracked=(15, 20))
        await repos.cells.freeze(WS, "P1", board.cells)


async def test_readers_see_the_totals_of_the_summary_and_nothing_of_its_managers(db, content):
    await in_state(db, ProgramState.RUNNING)
    await freeze(db)
    async with db.transaction() as repos:
        await repos.roles.add_first(RoleHeld(WS, OversightRole.READER, READER, MIA, TODAY, "P1"))
    theirs = await summarise(db, act=Act(WS, MIA, MONDAY), program_id="P1", content=content)
    for who in (CHIEF, READER):
        page = await glance(db, content, who)
        assert page.summary == theirs
        assert (page.is_managed, page.waiting, page.needed, page.cover, page.sends) == (
            False,
            (),
            (),
            None,
            None,
        )
    assert (await glance(db, content)).summary == theirs


async def test_its_managers_see_what_will_be_sent_and_what_waits(db, content):
    await in_state(db, ProgramState.RUNNING, plan=Plan(review_every_weeks=4), starts_on=TODAY - 5 * WEEK)
    await freeze(db)
    page = await glance(db, content)
    assert page.sends == await read_sends(db, act=Act(WS, MIA, MONDAY), program_id="P1")
    assert "waiting_for_match" in {one.matter for one in page.waiting}
    assert (page.is_review_due, page.next_review) == (True, TODAY - WEEK)
    assert "review_due" in [one.matter for one in page.waiting]


@pytest.mark.parametrize("state", [ProgramState.RECRUITING, ProgramState.ENROLLING])
async def test_while_people_join_they_see_whether_there_are_enough_mentors(db, content, state):
    await in_state(db, state)
    page = await glance(db, content)
    assert page.cover == await read_cover(db, act=Act(WS, MIA, MONDAY), program_id="P1", content=content)


async def test_a_draft_says_what_it_needs_and_is_its_managers_alone(db, content):
    await in_state(db, ProgramState.DRAFT, channel_id="")
    page = await glance(db, content)
    assert "Channel for summaries" in page.needed
    assert "Channel for summaries" in step_of(page)
    with pytest.raises(NotYours, match="draft"):
        await glance(db, content, CHIEF)


async def test_a_draft_that_needs_nothing_can_be_opened(db, content):
    await in_state(db, ProgramState.DRAFT)
    page = replace(await glance(db, content), needed=())
    assert "Open it for joining" in step_of(page)


@pytest.mark.parametrize("state", [one for one in ProgramState if one is not ProgramState.DRAFT])
async def test_each_state_has_its_next_step_and_what_runs_has_its_list(db, content, state):
    await in_state(db, state)
    step = next_step(await glance(db, content))
    assert (step is None) == (state is ProgramState.RUNNING)


async def test_others_are_refused_and_admins_read_until_there_is_an_owner(db, content):
    await in_state(db, ProgramState.RUNNING)
    with pytest.raises(NotYours):
        await glance(db, content, NIA)
    assert not (await glance(db, content, OWNER, is_admin=True)).is_managed
    with pytest.raises(NotFound):
        await glance(db, content, program_id="P9")


async def test_its_managers_and_champion_are_known_and_nobody_else_is(db, content):
    await in_state(db, ProgramState.RUNNING)
    assert set((await glance(db, content)).looked_after_by) == {MIA, CHIEF}


async def test_as_many_statements_whatever_there_is_to_show(db, content):
    await in_state(db, ProgramState.RUNNING)
    with counted(db, with_reading=True) as few:
        await glance(db, content)
    await move_in(db, *(enrolment(f"UNIA{number}") for number in range(20)))
    await freeze(db)
    with counted(db, with_reading=True) as many:
        await glance(db, content)
    assert len(many) == len(few)
