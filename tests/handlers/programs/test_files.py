"""A program over time and elsewhere: its history, the next cohort, its plan as a file in a message."""

import pytest

from bot.views.ids import Action
from tests.handlers.tour.tour import page


@pytest.fixture
async def manager(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    return manager


async def test_the_history_tells_what_changed_and_by_whom(town, manager):
    await page(town, manager)
    await town.do(manager.click(manager.modal, Action.PROGRAM_EDIT))
    await manager.choose(manager.modal, "name", "Ready to lead")
    await town.do(manager.submit())
    await page(town, manager)
    await town.do(manager.click(manager.modal, Action.PROGRAM_HISTORY))
    said = str(manager.modal.blocks)
    assert "Name: Nurse Leadership Mentoring → Ready to lead" in said
    assert f"by <@{manager.person.id}>" in said
    assert "Started from the template “Nurse Leadership Mentoring”" in said


async def test_a_new_cohort_is_a_draft_with_the_plan_and_without_the_people(town, manager):
    await town.join(town.person("Nia Nurse"))
    [earlier] = await town.programs()
    await page(town, manager)
    await town.do(manager.click(manager.modal, Action.NEW_COHORT))
    state = manager.state_of(manager.modal)
    assert state["name"]["name"]["value"] == "Nurse Leadership Mentoring, spring 2026"
    await town.do(manager.submit())
    draft = next(one for one in await town.programs() if one.id != earlier.id)
    assert (draft.follows, draft.state, draft.plan) == (earlier.id, "draft", earlier.plan)
    async with town.deps.db.transaction() as repos:
        assert await repos.enrolments.list_for_program(town.workspace_id, draft.id) == []
    assert manager.modal.callback_id == "program.times"


async def test_a_cohorts_name_holds_nothing_of_a_patient(town, manager):
    await page(town, manager)
    await town.do(manager.click(manager.modal, Action.NEW_COHORT))
    await manager.choose(manager.modal, "name", "MRN 4455667")
    await town.do(manager.submit())
    assert "We haven't kept it" in manager.modal_errors["name"]
    assert len(await town.programs()) == 1


async def test_the_file_comes_in_a_private_message_and_names_nobody(town, manager):
    await page(town, manager)
    await town.do(manager.click(manager.modal, Action.PROGRAM_EXPORT))
    note, message = manager.messages(manager.dm)[-2:]
    assert "names nobody" in note.text
    [file] = message.files
    [program] = await town.programs()
    text = file.content.decode()
    assert "template: nurse_leadership" in text
    assert not {manager.person.id, town.channel.id, program.id} & set(text.split())
    assert "on its way" in manager.modal.title["text"]
