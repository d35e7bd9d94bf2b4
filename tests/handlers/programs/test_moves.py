"""A program's page: what can be done with it now, asked about first where it can't be taken back."""

from dataclasses import replace

import pytest

from bot.domain.programs.states import ProgramState
from bot.sandbox.elements import walk
from bot.views.ids import Action
from tests.handlers.tour.tour import page


@pytest.fixture
def manager(town):
    return town.person("Mona Manager", is_admin=True)


def offered(actor):
    return {one.action_id for one in walk(actor.modal.blocks)}


def asked_about(actor):
    return {one.action_id for one in walk(actor.modal.blocks) if "confirm" in one.element}


async def put(town, program_id, **changes):
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
        await repos.programs.save(replace(program, **changes))


STEPS = {
    "recruiting": {Action.OPEN_SIGNUP, Action.CALL_OFF},
    "enrolling": {Action.CLOSE_SIGNUP, Action.CALL_OFF},
    "matching": {Action.REOPEN_SIGNUP, Action.CALL_OFF},
    "running": {Action.BEGIN_CLOSING},
    "closing": {Action.RUN_AGAIN, Action.CLOSE_PROGRAM},
    "closed": {Action.ARCHIVE},
}
ALL = set().union(*STEPS.values(), {Action.LAUNCH})
FOR_GOOD = {Action.CALL_OFF, Action.BEGIN_CLOSING, Action.CLOSE_PROGRAM, Action.ARCHIVE}


@pytest.mark.parametrize("state", STEPS)
async def test_the_page_offers_only_what_may_follow_and_asks_before_what_is_for_good(town, manager, state):
    await put(town, await town.new_program(manager), state=ProgramState(state))
    await page(town, manager)
    assert offered(manager) & ALL == STEPS[state]
    assert asked_about(manager) & ALL == STEPS[state] & FOR_GOOD


async def test_a_draft_is_opened_or_put_away_from_its_page(town, manager):
    await town.new_program(manager, signposts=False)
    await page(town, manager)
    assert offered(manager) & ALL == {Action.LAUNCH, Action.ARCHIVE}
    await town.do(manager.click(manager.modal, Action.LAUNCH))
    assert "can open once it has these" in str(manager.modal.blocks)


async def test_an_archived_program_leaves_the_home(town, manager):
    await put(town, await town.new_program(manager), state=ProgramState.CLOSED)
    await town.do(manager.open_home())
    assert "Closed." in str(manager.home.blocks)
    await page(town, manager)
    await town.do(manager.click(manager.modal, Action.ARCHIVE))
    await manager.close(everything=True)
    assert "Nurse Leadership" not in str(manager.home.blocks)


async def test_too_few_places_are_told_before_mentees_may_join(town, manager):
    program_id = await town.new_program(manager)
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
    plan = replace(program.plan, expected_mentees=10)
    await put(town, program_id, state=ProgramState.RECRUITING, plan=plan)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.OPEN_SIGNUP))
    assert "wants places for 8 of them first" in str(manager.modal.blocks)
    assert (await town.programs())[0].state == "recruiting"
    await town.do(manager.click(manager.modal, Action.OPEN_ANYWAY))
    assert (await town.programs())[0].state == "enrolling"


async def test_a_stranger_with_a_copied_page_moves_nothing(town, manager):
    await put(town, await town.new_program(manager), state=ProgramState.RUNNING)
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentor", "join"))
    await page(town, manager)
    nia.modal.blocks[:] = manager.modal.blocks
    await town.do(nia.click(nia.modal, Action.BEGIN_CLOSING))
    assert "Only a manager of" in str(nia.modal.blocks)
    assert (await town.programs())[0].state == "running"


async def test_a_person_whose_program_is_over_no_longer_waits_in_it(town, manager):
    program_id = await town.new_program(manager)
    nia = town.person("Nia Nurse")
    await town.join(nia)
    await put(town, program_id, state=ProgramState.CLOSED)
    await town.do(nia.open_home())
    assert "You joined" not in str(nia.home.blocks)


async def test_each_state_has_one_primary_button_on_home(town, manager):
    program_id = await town.new_program(manager)
    for state in STEPS:
        await put(town, program_id, state=ProgramState(state))
        await town.do(manager.open_home())
        primary = [one for one in walk(manager.home.blocks) if one.element.get("style") == "primary"]
        assert len([one for one in primary if one.element.get("value") == program_id]) == 1, state
