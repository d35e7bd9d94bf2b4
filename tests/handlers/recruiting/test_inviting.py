"""Asking people of the directory: how many, the first names, and at most fifty at once."""

from datetime import timedelta

import pytest

from bot.views.ids import Action
from bot.views.recruiting.nominating import THANKS
from tests.handlers.tour.recruiting import in_the_directory, page_of


@pytest.fixture
async def manager(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    return manager


async def search(town, manager, **wanted):
    [program] = await town.programs()
    await page_of(town, manager, program.id)
    await town.do(manager.click(manager.modal, Action.INVITE))
    for name, value in wanted.items():
        await manager.choose(manager.modal, name, value)
    await town.do(manager.submit())
    return str(manager.modal.blocks)


async def asked(town):
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        return await repos.nominations.list_for_program(town.workspace_id, program.id)


async def test_they_are_found_shown_and_asked_once(town, manager):
    nurse, doctor = town.person("Nurse"), town.person("Doctor")
    await in_the_directory(town, nurse, profession="nurse", career_stage="senior")
    await in_the_directory(town, doctor, profession="doctor", career_stage="senior")
    shown = await search(town, manager, profession="nurse", career_stage="senior")
    assert f"<@{nurse.person.id}>" in shown
    assert f"<@{doctor.person.id}>" not in shown
    await town.do(manager.click(manager.modal, Action.INVITE_ASK))
    assert THANKS in str(manager.modal.blocks)
    await town.let_pass(timedelta(days=1))
    assert [len(one.messages(one.dm)) for one in (nurse, doctor)] == [1, 0]
    assert "We found no one new" in await search(town, manager, profession="nurse")


async def test_at_most_fifty_are_asked_at_once_and_twenty_named(town, manager):
    crowd = [town.person(f"Nurse {number}") for number in range(60)]
    await in_the_directory(town, *crowd, profession="nurse")
    shown = await search(town, manager)
    assert "60 people" in shown
    assert shown.count("<@U") == 20
    assert "Ask the first 50" in shown
    await town.do(manager.click(manager.modal, Action.INVITE_ASK))
    assert len(await asked(town)) == 50
    assert "10 people" in await search(town, manager)


async def test_guests_of_the_directory_are_not_asked(town, manager):
    await in_the_directory(town, town.person("Guest", is_restricted=True), profession="nurse")
    await search(town, manager)
    await town.do(manager.click(manager.modal, Action.INVITE_ASK))
    assert THANKS in str(manager.modal.blocks)
    assert await asked(town) == []


async def test_without_a_directory_the_other_way_is_named(town, manager):
    [program] = await town.programs()
    await page_of(town, manager, program.id)
    await town.do(manager.click(manager.modal, Action.INVITE))
    assert "one by one" in str(manager.modal.blocks)
