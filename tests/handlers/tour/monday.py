"""The part of the tour around a manager's list on a Monday."""

from bot.domain.feedback.waves import COHORT, Wave, WaveKind
from bot.facts.matters import all_matters
from bot.sandbox.elements import with_ids
from bot.views.digest.monday_list import WaitingLine, monday_list
from bot.views.ids import Action
from tests.handlers.tour.matching import values


async def going_through_the_list(town, manager, program_id):
    """A line is settled by now; another opens a post, which is sent."""
    today = town.sandbox.clock.now().date()
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
        await repos.waves.add_first(
            Wave(town.workspace_id, program_id, COHORT, WaveKind.MID, today, today, ())
        )
    space = town.sandbox.workspace
    matters = [one for one in all_matters() if one.key in ("hold_ends", "questions_close")]
    said = monday_list([WaitingLine(one.key, "In {where}.", one.button, (program,)) for one in matters])
    blocks = with_ids(said.to_dict()["blocks"], space.rng)
    shown = space.post(manager.dm, author=space.bot.id, text=said.text, blocks=blocks)
    for value in values(shown, Action.MATTER):
        await town.do(manager.click(shown, Action.MATTER, value=value))
    await town.do(manager.submit())
    await manager.close(everything=True)
