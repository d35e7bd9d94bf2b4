"""The summary that is posted by itself, from the preview to the channel."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.disclosure.kinds import MET
from bot.jobs import keep_house
from bot.views.ids import Action, Field
from tests.figures import LAST_WEEK, record

WEEK = timedelta(weeks=1)
TUESDAY = date(2026, 3, 3)


@pytest.fixture
async def manager(town):
    """Twelve weeks in which some of twenty pairs met, and a page on which nothing is posted regularly."""
    manager, *_ = await town.introduced_pair()
    await _many(town)
    await town.count_on_monday()
    return manager


async def _many(town):
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        for back in range(1, 12):
            cell = record(MET, 9, 20, LAST_WEEK - back * WEEK)
            await repos.cells.freeze(town.workspace_id, program.id, [cell])


async def form(town, manager):
    await town.do(manager.command("/mentoring", "summary"))
    await town.do(manager.click(manager.messages(manager.note)[-1], Action.SUMMARY_SCHEDULE))


async def save(town, manager, *, on=None, often=None):
    await form(town, manager)
    if on:
        await manager.choose(manager.modal, Field.POST_ON, on.isoformat())
    if often:
        await manager.choose(manager.modal, Field.HOW_OFTEN, often)
    await town.do(manager.submit())
    said = str(manager.modal.blocks)
    await manager.close(everything=True)
    return said


async def page(town, manager):
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE))
    said = str(manager.modal.blocks)
    return said


async def a_day_later(town):
    """The house is kept, and then the day passes with all that is due."""
    await keep_house(town.deps)
    await town.let_pass(timedelta(hours=30))
    await town.tick()


async def test_it_is_set_from_the_preview_and_stands_on_the_programs_page(town, manager):
    assert "first on Tuesday 3 March" in await save(town, manager, on=TUESDAY, often="month")
    assert f"Posted every month to <#{town.channel.id}>, next on Tuesday 3 March." in await page(
        town, manager
    )


async def test_it_is_posted_with_its_chart_and_once(town, manager):
    await save(town, manager, on=TUESDAY)
    await a_day_later(town)
    await a_day_later(town)
    [message] = town.sandbox.messages(town.channel)
    assert "data_visualization" in str(message.blocks)
    assert "about" in str(message.blocks)
    assert "Nurse" not in message.text
    assert "next on Tuesday 31 March. The last one was on Tuesday 3 March." in await page(town, manager)


async def test_where_slack_draws_no_chart_it_is_posted_in_words(town, manager):
    town.sandbox.workspace.draws_charts = False
    await save(town, manager, on=TUESDAY)
    await a_day_later(town)
    [message] = town.sandbox.messages(town.channel)
    assert "data_visualization" not in str(message.blocks)
    assert "Bar chart: Meetings" in str(message.blocks)


async def test_of_a_small_program_nothing_is_posted_and_its_page_says_why(town):
    manager, *_ = await town.introduced_pair()
    await town.count_on_monday()
    await form(town, manager)
    assert "too small to show" in str(manager.modal.blocks)
    await manager.choose(manager.modal, Field.POST_ON, TUESDAY.isoformat())
    await town.do(manager.submit())
    await manager.close(everything=True)
    await a_day_later(town)
    assert town.sandbox.messages(town.channel) == []
    assert "We post nothing until they are larger" in await page(town, manager)


@pytest.mark.parametrize("trouble", [{"private": True, "bot_is_member": False}, {"archived": True}])
async def test_what_could_not_be_posted_stands_on_the_page_and_among_the_undelivered(town, manager, trouble):
    await save(town, manager, on=TUESDAY)
    for name, value in trouble.items():
        setattr(town.channel, name, value)
    await a_day_later(town)
    assert town.sandbox.messages(town.channel) == []
    assert "We couldn't post it on Tuesday 3 March" in await page(town, manager)
    await manager.close(everything=True)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.UNDELIVERED))
    assert f"*Summary of the program* to <#{town.channel.id}>" in str(manager.modal.blocks)


async def test_who_manages_it_no_more_has_nothing_posted_in_their_name(town, manager):
    await save(town, manager, on=TUESDAY)
    [program] = await town.programs()
    other = town.person("Otto Other")
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, managers=(other.person.id,)))
    await a_day_later(town)
    assert town.sandbox.messages(town.channel) == []
    assert "isn't posted any more" in await page(town, other)


async def test_another_manager_reads_what_theirs_takes_the_place_of(town, manager):
    await save(town, manager, on=TUESDAY, often="quarter")
    said = await save(town, manager, on=TUESDAY, often="month")
    assert f"It takes the place of this: each quarter to <#{town.channel.id}>." in said


async def test_it_is_stopped_on_the_page(town, manager):
    await save(town, manager, on=TUESDAY)
    await keep_house(town.deps)
    await page(town, manager)
    await town.do(manager.click(manager.modal, Action.SUMMARY_STOP))
    assert "no longer posted regularly" in str(manager.modal.blocks)
    await manager.close(everything=True)
    await a_day_later(town)
    assert town.sandbox.messages(town.channel) == []
    assert Action.SUMMARY_STOP not in await page(town, manager)


async def test_a_wrong_day_loses_nothing_of_what_was_typed(town, manager):
    await form(town, manager)
    await manager.choose(manager.modal, Field.POST_ON, "2026-03-02")
    answer = await town.do(manager.submit())
    assert "Choose a day from tomorrow on" in str(answer.body)
    assert manager.modal.title["text"] == "Post regularly"
