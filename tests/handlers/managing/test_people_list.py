"""The list of people: those a manager can do something for first, each with a menu of what that is."""

from dataclasses import replace

import pytest

from bot.domain.managing.requests import Request, Topic
from bot.sandbox.elements import walk
from bot.views.ids import Action

NAMES = ("Ada", "Bea", "Cal", "Dan")


@pytest.fixture
async def manager(town):
    manager = town.person("Mona", is_admin=True)
    await town.new_program(manager)
    for name in NAMES:
        await town.join(town.person(name))
    return manager


async def people(town, manager):
    await town.do(manager.command("/mentoring", "people"))
    return [one for one in manager.modal.blocks if "*<@" in str(one)]


def who(town, name):
    return town.person(name).person.id


async def test_who_asked_for_help_comes_first_and_is_one_tap_away(town, manager):
    [program] = await town.programs()
    asked = Request(town.workspace_id, program.id, who(town, "Cal"), Topic.TIMING, program.starts_on)
    async with town.deps.db.transaction() as repos:
        await repos.requests.save(asked)
    first, *_ = await people(town, manager)
    assert who(town, "Cal") in first["text"]["text"]
    await town.do(manager.click(manager.modal, Action.HANDS, block_id=first["block_id"]))
    assert f"<@{who(town, 'Cal')}> asked for" in str(manager.modal.blocks)


async def test_a_hold_is_explained_before_it_begins_and_is_ended_in_the_same_menu(town, manager):
    row = (await people(town, manager))[0]
    assert {one.kind for one in walk([row])} == {"overflow"}
    await town.do(manager.click(manager.modal, Action.SET_ASIDE, block_id=row["block_id"]))
    assert "They won't be matched until you end the hold." in str(manager.modal.blocks)
    async with town.deps.db.transaction() as repos:
        [program] = await repos.programs.list_live(town.workspace_id)
        places = await repos.enrolments.list_for_program(town.workspace_id, program.id)
    assert not any(one.on_hold for one in places)
    await town.do(manager.submit())
    assert str(manager.modal.blocks).count("on hold: not matched for now") == 1
    await town.do(manager.click(manager.modal, Action.SET_ASIDE_END))
    assert "on hold: not matched for now" not in str(manager.modal.blocks)


async def test_the_forms_of_a_hold_are_for_managers_alone(town, manager):
    await people(town, manager)
    row = next(one for one in manager.modal.blocks if "*<@" in str(one))
    await town.do(manager.click(manager.modal, Action.SET_ASIDE, block_id=row["block_id"]))
    ada = town.person("Ada")
    await town.do(ada.command("/mentor", "pause"))
    form = manager.modal
    ada.modal.callback_id, ada.modal.private_metadata = form.callback_id, form.private_metadata
    await town.do(ada.submit())
    assert "Only a manager of" in str(ada.modal.blocks)


async def test_each_line_says_what_they_work_as_and_never_when(town, manager):
    async with town.deps.db.transaction() as repos:
        person = await repos.people.get(town.workspace_id, who(town, "Ada"))
        await repos.people.save(replace(person, department="critical_care", site="Northfield"))
    text = str(await people(town, manager))
    assert "Critical care · Northfield" in text
    assert not any(word in text for word in ("night", "shift", "hours"))
