"""Being who mentors can turn to: asked, signed off, stepping back; and a program that can't open before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.errors import NotNow
from bot.sandbox.elements import walk
from bot.usecases.care.leads import answer_lead, ask_to_sign_again, read_leading
from bot.views.ids import Action
from tests.situations import already_here


@pytest.fixture
def mona(town):
    return town.person("Mona Manager", is_admin=True)


@pytest.fixture
def lea(town):
    return town.person("Lea Lead")


@pytest.fixture
async def draft(town, mona, lea):
    """All but its lead is there; who was named was asked when the form was sent."""
    await town.plan_program(mona)
    for key in town.deps.content.signposts:
        await mona.choose(mona.modal, key, f"Call {key}")
    await town.do(mona.submit())
    await mona.close(everything=True)
    await name_as_lead(town, mona, lea)
    [program] = await town.programs()
    return program


async def name_as_lead(town, mona, lead, **others):
    await town.do(mona.open_home())
    await town.do(mona.click(mona.home, Action.PROGRAM_EDIT))
    await mona.choose(mona.modal, "lead", lead.person.id)
    for field, person in others.items():
        await mona.choose(mona.modal, field, person.person.id)
    await town.do(mona.submit())
    await mona.close(everything=True)


async def planned(town, kind):
    """To whom messages of this kind wait or have left."""
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        rows = await repos.outbox.list_about(town.workspace_id, kind, [program.id])
    return [one.recipient for one in rows]


async def home(town, actor):
    await town.do(actor.open_home())
    return str(actor.home.blocks)


async def test_a_draft_opens_once_its_lead_has_said_yes_and_signed(town, mona, lea, draft):
    assert "Draft: needs a lead who has said yes." in await home(town, mona)
    await town.let_pass(timedelta(days=2))
    [asked] = [one for one in lea.messages(lea.dm) if "be the lead of" in str(one.blocks)]
    await town.do(lea.click(asked, Action.LEAD_YES))
    assert "Draft: needs its lead's sign-off." in (await home(town, mona)).replace("\\'", "'")
    await home(town, lea)
    await town.do(lea.click(lea.home, Action.SIGN_OFF))
    await town.do(lea.submit())
    assert "Draft: ready to open." in await home(town, mona)
    await town.do(mona.click(mona.home, Action.LAUNCH))
    assert (await town.programs())[0].state == "recruiting"


async def test_it_cannot_be_opened_before(town, mona, lea, draft):
    await home(town, mona)
    await town.do(mona.click(mona.home, Action.PROGRAM_PAGE))
    await town.do(mona.click(mona.modal, Action.LAUNCH))
    assert "can open once it has these: a lead who has said yes." in str(mona.modal.blocks)
    assert (await town.programs())[0].state == "draft"


async def test_a_manager_who_names_themself_has_said_yes(town, mona, lea, draft):
    await name_as_lead(town, mona, mona)
    assert "sign-off" in await home(town, mona)
    assert "wait" not in await home(town, lea)


async def test_who_says_no_is_asked_no_more_and_managers_read_it(town, mona, lea, draft):
    await home(town, lea)
    await town.do(lea.click(lea.home, Action.LEAD_NO))
    await town.let_pass(timedelta(days=3))
    assert not [one for one in lea.messages(lea.dm) if "be the lead of" in str(one.blocks)]
    await home(town, mona)
    await town.do(mona.click(mona.home, Action.PROGRAM_PAGE))
    assert "The lead you named can't do it." in mona.modal.blocks[1]["text"]["text"]


async def test_somebody_who_is_not_named_cannot_answer_or_read_what_mentors_ask(town, mona, lea, draft):
    act = Act(town.workspace_id, "UEVE", town.sandbox.clock.now())
    with pytest.raises(NotNow, match="aren't asked"):
        await answer_lead(town.deps.db, act=act, program_id=draft.id, yes=True)
    with pytest.raises(NotNow, match="aren't asked"):
        await read_leading(town.deps.db, act=act, program_id=draft.id, content=town.deps.content)
    manager = replace(act, by=mona.person.id)
    with pytest.raises(NotNow, match="aren't asked"):
        await read_leading(town.deps.db, act=manager, program_id=draft.id, content=town.deps.content)


@pytest.mark.parametrize("who", ["guest", "app"])
async def test_a_lead_is_a_member_of_this_workspace(town, mona, draft, who):
    guest = town.person("Gus Guest", is_restricted=True)
    chosen_id = guest.person.id if who == "guest" else town.sandbox.workspace.bot.id
    await home(town, mona)
    await town.do(mona.click(mona.home, Action.PROGRAM_EDIT))
    await mona.choose(mona.modal, "lead", chosen_id)
    await town.do(mona.submit())
    assert "Choose members of this workspace" in str(mona.modal.blocks)


async def test_other_words_are_signed_again_and_the_history_says_who_signed_which(town, mona, lea, draft):
    await already_here.turn_to(town, draft.id, lea.person.id)
    await home(town, mona)
    await town.do(mona.click(mona.home, Action.LAUNCH))
    await mona.close(everything=True)
    changed = replace(town.deps.content, signed_version="0ther000")
    for _ in range(2):
        await ask_to_sign_again(town.deps.db, content=changed, now=town.sandbox.clock.now())
    assert await planned(town, "sign_off_asked") == [lea.person.id]
    await home(town, mona)
    await town.do(mona.click(mona.home, Action.PROGRAM_PAGE))
    await town.do(mona.click(mona.modal, Action.PROGRAM_HISTORY))
    shown = str(mona.modal.blocks)
    assert "Cards, charter and policy signed off" in shown
    assert f"Version {town.deps.content.signed_version}" in shown
    assert f"by <@{lea.person.id}>" in shown


async def test_a_lead_may_step_back_on_home(town, mona, lea, draft):
    await already_here.turn_to(town, draft.id, lea.person.id)
    await home(town, lea)
    await town.do(lea.click(lea.home, Action.LEADING))
    await town.do(lea.click(lea.modal, Action.LEAD_NO))
    await lea.close(everything=True)
    assert Action.LEADING not in [one.action_id for one in walk(lea.home.blocks)]
