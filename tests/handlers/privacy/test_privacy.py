"""The privacy page, a copy of one's data, and being deleted, as somebody taps through them."""

import asyncio
import json
from dataclasses import replace

import pytest

from bot.sandbox.faults import Fault, How
from bot.views.ids import Action, Field
from tests.situations.everywhere import rows_naming


async def privacy(town, actor):
    await town.do(actor.command("/mentor", "privacy"))
    return str(actor.modal.blocks)


async def copies(town, actor):
    """What every file in the person's own conversation holds, by name."""
    files = [file for message in actor.messages(actor.dm) for file in message.files]
    return {file.name: file.content.decode() for file in files}


async def deleted(town, actor, *, ticked=True):
    await privacy(town, actor)
    await town.do(actor.click(actor.modal, Action.DELETE_ME))
    if ticked:
        await actor.choose(actor.modal, Field.SURE, ["yes"])
    await town.do(actor.submit())


async def test_the_page_says_who_sees_what_and_who_looked(town):
    manager, nia, omar = await town.introduced_pair()
    await town.do(manager.command("/mentoring", "people"))
    shown = await privacy(town, nia)
    assert f"matched with <@{omar.person.id}>; status: getting started" in shown
    assert f"Monday 2 March: <@{manager.person.id}>, list of people" in shown
    assert "`mpim:write`" in shown


async def test_somebody_in_no_program_has_the_page_the_cards_and_the_emergency_line(town):
    await town.new_program(town.person("Mona Manager", is_admin=True))
    nia = town.person("Nia Nurse")
    assert "You aren't in a program" in await privacy(town, nia)
    await town.do(nia.click(nia.modal, Action.CARD))
    await nia.close(everything=True)
    await town.do(nia.command("/mentor", "cards"))
    assert "Call crisis_line" in str(nia.modal.blocks)
    [suicide] = [card for card in nia.modal.blocks if "suicide" in str(card)]
    await town.do(nia.click(nia.modal, Action.CARD, block_id=suicide["block_id"]))
    assert "can't help in an emergency" in str(nia.modal.blocks)
    assert "Call crisis_line" in str(nia.modal.blocks)
    await town.do(nia.open_home())
    assert "can't help in an emergency" in str(nia.home.blocks)
    assert "Call crisis_line" in str(nia.home.blocks)


async def test_all_who_looked_opens_page_by_page(town):
    manager, nia, _ = await town.introduced_pair()
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        for number in range(25):
            await repos.access_log.add(
                town.workspace_id,
                user_id=f"U{number}",
                what="list of people",
                program_id=program.id,
                at=town.sandbox.clock.now(),
            )
    await privacy(town, nia)
    await town.do(nia.click(nia.modal, Action.LOOKS))
    assert "<@U24>" in str(nia.modal.blocks)
    await town.do(nia.click(nia.modal, Action.LOOKS))
    assert "<@U0>" in str(nia.modal.blocks)


async def test_a_copy_comes_into_ones_own_conversation_as_two_files(town):
    _, nia, omar = await town.introduced_pair()
    await privacy(town, nia)
    await town.do(nia.click(nia.modal, Action.DOWNLOAD))
    assert "in your conversation with Lamplight" in str(nia.modal.blocks)
    files = await copies(town, nia)
    kept = json.loads(files["lamplight-my-data-2026-03-02.json"])["kept"]
    assert [row["user_id"] for row in kept["enrolment"]] == [nia.person.id]
    assert files["lamplight-my-data-2026-03-02.html"].startswith("<!DOCTYPE html>")
    assert await copies(town, omar) == {}


async def test_a_double_tap_makes_one_copy(town):
    _, nia, _ = await town.introduced_pair()
    await privacy(town, nia)
    page = nia.modal
    await town.do(asyncio.gather(nia.click(page, Action.DOWNLOAD), nia.click(page, Action.DOWNLOAD)))
    assert len([message for message in nia.messages(nia.dm) if message.files]) == 1


async def test_a_copy_that_fails_says_so_on_the_page(town):
    _, nia, _ = await town.introduced_pair()
    await privacy(town, nia)
    town.sandbox.faults.add("files.getUploadURLExternal", Fault(How.RATE_LIMIT, times=1, retry_after=30))
    await town.do(nia.click(nia.modal, Action.DOWNLOAD))
    assert "tap again" in str(nia.modal.blocks)


async def test_delete_me_leaves_nothing_and_tells_the_other_kindly(town):
    _, nia, omar = await town.introduced_pair()
    await deleted(town, nia)
    assert "nothing here names you any more" in str(nia.modal.blocks)
    assert await rows_naming(town.deps.db, nia.person.id) == {}
    await town.tick()
    assert "has ended" in str(omar.messages(omar.dm)[-1].blocks)
    await town.do(omar.open_home())
    assert nia.person.id not in str(omar.home.blocks)
    assert "You aren't in a program" in await privacy(town, nia)


async def test_without_the_tick_nothing_is_deleted(town):
    _, nia, _ = await town.introduced_pair()
    await deleted(town, nia, ticked=False)
    assert nia.modal_errors
    assert await town.enrolment(nia) is not None


async def test_a_forged_form_without_the_tick_deletes_nothing(town):
    _, nia, _ = await town.introduced_pair()
    await privacy(town, nia)
    await town.do(nia.click(nia.modal, Action.DELETE_ME))
    [asked] = [block for block in nia.modal.blocks if block["type"] == "input"]
    asked["optional"] = True
    await town.do(nia.submit())
    assert "Tick the box" in str(nia.modal_errors)
    assert await town.enrolment(nia) is not None


async def test_the_only_manager_is_asked_to_name_another_first(town):
    manager, _, _ = await town.introduced_pair()
    await privacy(town, manager)
    await town.do(manager.click(manager.modal, Action.DELETE_ME))
    assert "You are the only manager of" in str(manager.modal.blocks)


async def test_whoever_deleted_themselves_may_join_again_and_starts_anew(town):
    _, nia, _ = await town.introduced_pair()
    await deleted(town, nia)
    await nia.close(everything=True)
    await town.join(nia)
    assert await town.enrolment(nia) is not None
    async with town.deps.db.transaction() as repos:
        assert await repos.forgetting.list_forgotten(town.workspace_id) == {}


MANAGING = [
    Action.PROGRAM_PAGE,
    Action.PROGRAM_EDIT,
    Action.SIGNPOSTS,
    Action.LAUNCH,
    Action.OPEN_SIGNUP,
    Action.MATCH,
    Action.SUMMARY,
    Action.PEOPLE,
]


@pytest.mark.parametrize("action", MANAGING)
async def test_no_managers_button_works_for_a_champion(town, action):
    manager, _, _ = await town.introduced_pair()
    champion = await championing(town)
    [program] = await town.programs()
    await town.do(champion.open_home())
    button = {"type": "button", "text": {"type": "plain_text", "text": "Do"}, "action_id": action}
    element = button | {"value": program.id}
    champion.home.blocks.append({"type": "actions", "block_id": "forged", "elements": [element]})
    await town.do(champion.click(champion.home, action))
    assert f"Only a manager of {program.name}" in str(champion.modal.blocks)


async def championing(town):
    champion = town.person("Cleo Champion")
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, champion=champion.person.id))
    return champion


async def test_a_champion_sees_totals_and_no_name(town):
    manager, nia, omar = await town.introduced_pair()
    champion = await championing(town)
    await town.count_on_monday()
    await town.do(champion.open_home())
    shown = str(champion.home.blocks)
    assert "Programs you champion" in shown
    assert "fewer than 5 people have joined" in shown
    assert all(actor.person.id not in shown for actor in (manager, nia, omar))
    await town.do(nia.open_home())
    assert "Programs you champion" not in str(nia.home.blocks)


async def test_the_list_of_people_is_filtered_turned_and_for_managers_alone(town):
    manager, nia, omar = await town.introduced_pair()
    await town.do(manager.command("/mentoring", "people"))
    assert f"<@{nia.person.id}>" in str(manager.modal.blocks)
    [program] = await town.programs()
    await town.do(manager.click(manager.modal, Action.PEOPLE_SHOW, value=f"{program.id}:support:0"))
    assert f"<@{nia.person.id}>" not in str(manager.modal.blocks)
    assert "No one right now" in str(manager.modal.blocks)
    admin = town.person("Ada Admin", is_admin=True)
    await town.do(admin.command("/mentoring", "people"))
    assert "You manage no program that is open" in str(admin.modal.blocks)
