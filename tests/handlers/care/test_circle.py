"""The mentors' circle: invited once, each decides alone, and nothing comes back to the manager."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.errors import NotNow, NotYours
from bot.usecases.care.circle import invite_mentors
from bot.views.ids import Action
from tests.situations import already_here

INVITED = "talk with other mentors"


@pytest.fixture
async def hospital(town):
    mona, nia, omar = await town.introduced_pair()
    [program] = await town.programs()
    circle_id = await already_here.open_program(town, mona, template="peer_circle", signposts=True)
    return program, circle_id, mona, nia, omar


def invitations(actor):
    return [one for one in actor.messages(actor.dm) if INVITED in str(one.blocks)]


async def invite(town, mona, program, circle_id):
    await town.do(mona.open_home())
    await town.do(mona.click(mona.home, Action.PROGRAM_PAGE, value=program.id))
    await town.do(mona.click(mona.modal, Action.CIRCLES))
    await town.do(mona.click(mona.modal, Action.CIRCLE_INVITE, value=f"{program.id}:{circle_id}"))
    said = str(mona.modal.blocks)
    await mona.close(everything=True)
    return said


async def test_mentors_are_invited_once_and_may_join_with_the_form(town, hospital):
    program, circle_id, mona, nia, omar = hospital
    for _ in range(2):
        assert omar.person.id not in await invite(town, mona, program, circle_id)
    await town.let_pass(timedelta(weeks=2))
    assert (len(invitations(omar)), len(invitations(nia))) == (1, 0)
    await town.do(omar.click(invitations(omar)[0], Action.JOIN))
    assert omar.modal.callback_id == "join.about"


async def test_who_has_joined_meanwhile_is_not_invited(town, hospital):
    program, circle_id, mona, nia, omar = hospital
    act = Act(town.workspace_id, mona.person.id, town.sandbox.clock.now())
    await invite_mentors(
        town.deps.db, act=act, program_id=program.id, circle_id=circle_id, content=town.deps.content
    )
    async with town.deps.db.transaction() as repos:
        place = await repos.enrolments.find(town.workspace_id, program.id, omar.person.id)
        await repos.enrolments.save(replace(place, program_id=circle_id))
    await town.let_pass(timedelta(weeks=2))
    assert not invitations(omar)


async def test_only_a_manager_invites_and_only_to_a_circle_that_is_open(town, hospital):
    program, circle_id, mona, nia, omar = hospital
    now = town.sandbox.clock.now()
    one = {"program_id": program.id, "content": town.deps.content}
    stranger, act = (Act(town.workspace_id, one.person.id, now) for one in (omar, mona))
    with pytest.raises(NotYours):
        await invite_mentors(town.deps.db, act=stranger, circle_id=circle_id, **one)
    with pytest.raises(NotNow, match="isn't open for joining"):
        await invite_mentors(town.deps.db, act=act, circle_id=program.id, **one)


async def test_a_circle_is_started_with_its_form_filled_in(town, hospital):
    program, circle_id, mona, nia, omar = hospital
    await town.do(mona.open_home())
    await town.do(mona.click(mona.home, Action.PROGRAM_PAGE, value=program.id))
    await town.do(mona.click(mona.modal, Action.CIRCLES))
    await town.do(mona.click(mona.modal, Action.CIRCLE_START))
    assert f"Mentors' circle, {program.name}" in str(mona.modal.blocks)
    await town.do(mona.submit())
    assert [one.template_id for one in await town.programs()].count("peer_circle") == 2
