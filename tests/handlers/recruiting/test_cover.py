"""Whether there are enough mentors, in Slack: for managers alone, and with words to find more."""

import pytest

from bot.views.ids import Action
from tests.handlers.tour.recruiting import page_of


@pytest.fixture
async def program_id(town):
    return await town.new_program(town.person("Mona Manager", is_admin=True))


async def cover(town, program_id):
    manager = town.person("Mona Manager")
    await page_of(town, manager, program_id)
    await town.do(manager.click(manager.modal, Action.COVER))
    return manager


async def test_it_shows_places_gaps_and_no_names(town, program_id):
    nia, omar = town.person("Nia"), town.person("Omar")
    await town.join(nia, preset="nights_12")
    await town.join(omar, role="mentor", wanted=(), offered=("leadership",), preset="early_8")
    shown = str((await cover(town, program_id)).modal.blocks)
    assert "no mentor who works nights" in shown
    assert "<@" not in shown


async def test_the_recruiting_post_asks_for_whom_is_missing(town, program_id):
    await town.join(town.person("Nia"), preset="nights_12")
    await town.join(town.person("Omar"), role="mentor", wanted=(), offered=("leadership",), preset="early_8")
    manager = await cover(town, program_id)
    await town.do(manager.click(manager.modal, Action.RECRUIT))
    text = manager.state_of(manager.modal)["text_mentors"]["text_mentors"]["value"]
    assert text.endswith("Most welcome now: people who work nights.")
    await town.do(manager.submit())
    assert "As it will look" in manager.modal.title["text"]
