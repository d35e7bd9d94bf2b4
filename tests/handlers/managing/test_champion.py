"""A champion's month: one message in their welcome hours, and a post to forward from it."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.disclosure.kinds import MET
from bot.jobs import keep_house
from bot.views.ids import Action
from tests.figures import LAST_WEEK, record

WEEK = timedelta(weeks=1)


async def championed(town, *, weeks=12):
    """A large program that Cleo stands for."""
    await town.introduced_pair()
    chief = town.person("Cleo Chief")
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, champion=chief.person.id))
        for back in range(1, weeks):
            cell = record(MET, 9, 20, LAST_WEEK - back * WEEK)
            await repos.cells.freeze(town.workspace_id, program.id, [cell])
    await town.count_on_monday()
    return chief


async def a_day_later(town):
    await keep_house(town.deps)
    await town.let_pass(timedelta(hours=26))
    await town.tick()


async def test_it_comes_once_and_opens_a_post_to_forward(town):
    chief = await championed(town)
    await a_day_later(town)
    await a_day_later(town)
    [month] = [one for one in chief.messages(chief.dm) if "champion" in one.text]
    assert "Nurse" not in month.text
    assert "What would help" in str(month.blocks)
    assert "<@" not in str(month.blocks)
    await town.do(chief.click(month, Action.CHAMPION_POST))
    assert "```" in str(chief.modal.blocks)
    assert "meetings in the last 12 weeks" in str(chief.modal.blocks)


async def test_of_a_small_program_there_is_no_month(town):
    chief = await championed(town, weeks=1)
    await a_day_later(town)
    assert chief.messages(chief.dm) == []


async def test_who_stepped_down_hears_nothing_and_opens_nothing(town):
    chief = await championed(town)
    await a_day_later(town)
    [month] = chief.messages(chief.dm)
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, champion=None))
    await town.do(chief.click(month, Action.CHAMPION_POST))
    assert "Only those who look after" in chief.messages(chief.dm)[-1].text
