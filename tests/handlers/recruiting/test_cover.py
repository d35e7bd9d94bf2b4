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


async def ten_of_each(town):
    """Mentees who work nights and mentors who don't, counted on this Monday."""
    for number in range(10):
        await town.join(town.person(f"Nia {number}"), preset="nights_12", brief=False)
        mentor = {"role": "mentor", "wanted": (), "offered": ("leadership",), "preset": "early_8"}
        await town.join(town.person(f"Omar {number}"), **mentor)
    await town.count_on_monday()


async def test_of_two_people_nothing_is_shown(town, program_id):
    await town.join(town.person("Nia"), preset="nights_12")
    await town.join(town.person("Omar"), role="mentor", wanted=(), offered=("leadership",), preset="early_8")
    await town.count_on_monday()
    shown = str((await cover(town, program_id)).modal.blocks)
    assert "*fewer than 5* mentees waiting for a match" in shown
    assert "night" not in shown
    assert "ntensive" not in shown


async def test_it_shows_places_gaps_and_no_names(town, program_id):
    await ten_of_each(town)
    shown = str((await cover(town, program_id)).modal.blocks)
    assert "no mentor who works nights" in shown
    assert "<@" not in shown


async def test_the_recruiting_post_asks_for_whom_is_missing(town, program_id):
    await ten_of_each(town)
    manager = await cover(town, program_id)
    await town.do(manager.click(manager.modal, Action.RECRUIT))
    text = manager.state_of(manager.modal)["text_mentors"]["text_mentors"]["value"]
    assert text.endswith("We'd most like to hear from people who work nights.")
    await town.do(manager.submit())
    assert "Preview" in manager.modal.title["text"]
