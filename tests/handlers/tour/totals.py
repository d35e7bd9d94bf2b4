"""The part of the tour around totals that come by themselves: a summary's schedule, and a champion's post."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.disclosure.kinds import MET
from bot.domain.mentorships.mentorships import this_monday
from bot.views.ids import Action
from tests.figures import record

WEEK = timedelta(weeks=1)


async def posting_regularly(town, manager, program_id):
    """Set from the preview, changed and stopped on the program's page."""
    await town.do(manager.command("/mentoring", "summary"))
    await town.do(manager.click(manager.messages(manager.note)[-1], Action.SUMMARY_SCHEDULE))
    await town.do(manager.submit())
    await manager.close(everything=True)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE, value=program_id))
    await town.do(manager.click(manager.modal, Action.SUMMARY_STOP))
    await manager.close(everything=True)


async def championing(town, chief, program_id):
    """Of a program that is large enough, so that there is a post to forward."""
    this_week = this_monday(town.sandbox.clock.now().date())
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
        await repos.programs.save(replace(program, champion=chief.person.id))
        for back in range(2, 13):
            cell = record(MET, 9, 20, this_week - back * WEEK)
            await repos.cells.freeze(town.workspace_id, program_id, [cell])
    await town.do(chief.open_home())
    await town.do(chief.click(chief.home, Action.CHAMPION_POST))
    await chief.close(everything=True)
