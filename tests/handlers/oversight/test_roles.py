"""Roles in Slack: who is refused, who is told, and what a page that is open does once a role is gone."""

from datetime import timedelta

import pytest

from bot.domain.oversight.roles import OversightRole, RoleHeld
from bot.sandbox.elements import walk
from bot.views.ids import Action
from tests.situations import already_here


@pytest.fixture
def mona(town):
    return town.person("Mona Manager", is_admin=True)


@pytest.fixture
def rita(town):
    return town.person("Rita Reader")


@pytest.fixture
async def program_id(town, mona):
    return await already_here.open_program(town, mona, template="nurse_leadership", signposts=True)


async def name(town, actor, who, *, role=None, program_id=None):
    """From `/mentoring roles`; returns all that is shown then."""
    await town.do(actor.command("/mentoring", "roles"))
    if program_id:
        await town.do(actor.click(actor.modal, Action.READERS, value=program_id))
    await town.do(actor.click(actor.modal, Action.ROLE_NEW))
    if role:
        await actor.choose(actor.modal, "oversight_role", role)
    await actor.choose(actor.modal, "named_person", who.person.id)
    await town.do(actor.submit())
    shown = str([actor.modal.blocks, actor.modal_errors])
    await actor.close(everything=True)
    return shown


async def home(town, actor):
    await town.do(actor.open_home())
    return str(actor.home.blocks)


async def test_a_reader_is_told_when_they_are_off_shift_and_finds_it_on_home(town, mona, rita, program_id):
    shown = await name(town, mona, rita, program_id=program_id)
    assert f"<@{rita.person.id}>" in shown
    assert "Who is reached" in await home(town, rita)
    await town.let_pass(timedelta(days=1))
    [told] = [one for one in rita.messages(rita.dm) if "named you as its reader" in str(one.blocks)]
    assert "Nurse" not in told.text
    await town.do(rita.click(told, Action.REACH))
    assert "No group has ten people yet" in str(rita.modal.blocks)


async def test_who_lost_the_role_before_the_message_left_is_told_nothing(town, mona, rita, program_id):
    await name(town, mona, rita, program_id=program_id)
    await town.do(mona.command("/mentoring", "roles"))
    await town.do(mona.click(mona.modal, Action.READERS, value=program_id))
    await town.do(mona.click(mona.modal, Action.ROLE_END))
    assert f"<@{rita.person.id}>" not in str(mona.modal.blocks)
    await town.let_pass(timedelta(days=1))
    assert rita.messages(rita.dm) == []


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"is_restricted": True}, "a guest"),
        ({"deleted": True}, "switched off"),
        ({"is_bot": True}, "an app"),
    ],
)
async def test_a_guest_somebody_who_left_and_an_app_are_refused_with_a_sentence(
    town, mona, program_id, about, says
):
    other = town.person("Ola Other", **about)
    for more in ({"role": "owner"}, {"program_id": program_id}):
        assert says in await name(town, mona, other, **more)
    async with town.deps.db.transaction() as repos:
        assert (await repos.roles.list_held(town.workspace_id)).held == ()


async def test_a_role_that_is_taken_away_while_its_page_is_open_shows_nothing_more(
    town, mona, rita, program_id
):
    await name(town, mona, rita, program_id=program_id)
    await town.do(rita.open_home())
    await town.do(rita.click(rita.home, Action.REACH))
    async with town.deps.db.transaction() as repos:
        [held] = (await repos.roles.list_held(town.workspace_id)).held
        await repos.roles.take(held)
    await town.let_pass(timedelta(days=7))
    await town.count_on_monday()
    await town.do(rita.open_home())
    assert "What you can read" not in str(rita.home.blocks)


async def test_the_menu_of_an_open_page_asks_again_who_may_read(town, mona, rita, program_id):
    await name(town, mona, rita, program_id=program_id)
    for person in ("Nia", "Ida"):
        await town.join(town.person(person))
    await town.let_pass(timedelta(days=7))
    await town.count_on_monday()
    await town.do(rita.open_home())
    await town.do(rita.click(rita.home, Action.REACH))
    async with town.deps.db.transaction() as repos:
        [held] = (await repos.roles.list_held(town.workspace_id)).held
        await repos.roles.take(held)
    await town.do(rita.click(rita.modal, Action.REACH_BY, value=f"{program_id}:site"))
    assert "Only those who look after" in str(rita.modal.blocks)


async def test_an_owner_reads_all_programs_and_an_admin_no_more(town, mona, rita, program_id):
    assert "All programs" in await home(town, mona)
    await name(town, mona, rita, role="owner")
    await town.do(rita.open_home())
    await town.do(rita.click(rita.home, Action.ORGANISATION))
    await town.do(rita.click(rita.modal, Action.ROLES))
    assert f"<@{rita.person.id}>" in str(rita.modal.blocks)
    await rita.close(everything=True)
    assert "All programs" not in await home(town, mona)
    await town.do(mona.command("/mentoring", "organisation"))
    assert "Only an owner can do this" in str(mona.modal.blocks)


async def test_an_owner_who_takes_part_has_both_on_home(town, mona, program_id):
    nia = town.person("Nia")
    await town.join(nia)
    await name(town, mona, nia, role="owner")
    shown = await home(town, nia)
    assert "What you can read" in shown
    assert "Settings and help" in shown


async def test_the_last_role_given_back_closes_the_page_with_a_sentence(town, mona, rita, program_id):
    await name(town, mona, rita, program_id=program_id)
    await town.do(rita.command("/mentoring", "roles"))
    await town.do(rita.click(rita.modal, Action.ROLE_END))
    assert "You don't have this role any more" in str(rita.modal.blocks)


async def test_two_who_take_the_same_role_away_hear_that_it_is_gone(town, mona, rita, program_id):
    await name(town, mona, rita, program_id=program_id)
    await town.do(mona.command("/mentoring", "roles"))
    await town.do(mona.click(mona.modal, Action.READERS, value=program_id))
    async with town.deps.db.transaction() as repos:
        [held] = (await repos.roles.list_held(town.workspace_id)).held
        await repos.roles.take(held)
    await town.do(mona.click(mona.modal, Action.ROLE_END))
    assert "any more" in str([mona.modal.blocks, mona.modal])


async def test_a_stranger_reads_why_not(town, rita, program_id):
    for word, says in (("roles", "/mentor privacy"), ("log", "privacy officers"), ("organisation", "admin")):
        await town.do(rita.command("/mentoring", word))
        assert says in str(rita.modal.blocks), word
        assert not [one for one in walk(rita.modal.blocks) if one.action_id == Action.ROLE_NEW]
        await rita.close(everything=True)


async def test_an_officer_has_the_log_on_home(town, mona, rita, program_id):
    async with town.deps.db.transaction() as repos:
        today = town.sandbox.clock.now().date()
        role = RoleHeld(town.workspace_id, OversightRole.PRIVACY_OFFICER, rita.person.id, "", today)
        await repos.roles.add_first(role)
    await town.do(mona.command("/mentoring", "people"))
    await mona.close(everything=True)
    await town.join(town.person("Nia"))
    await town.do(mona.command("/mentoring", "people"))
    await town.do(rita.open_home())
    await town.do(rita.click(rita.home, Action.ACCESS_LOG))
    assert f"<@{mona.person.id}>, list of people" in str(rita.modal.blocks)
