"""Targets and results, read by a manager, who types what HR worked out."""

from dataclasses import replace

from bot.domain.measures.targets import REPORT
from bot.views.ids import Action
from tests.handlers.tour.matching import values


async def reading_results(town, manager, program_id):
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
        targets = {**program.plan.targets, "retention_linked": REPORT}
        await repos.programs.save(replace(program, plan=replace(program.plan, targets=targets)))
    await town.do(manager.command("/mentoring", "results"))
    await manager.close(everything=True)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE, value=program_id))
    await town.do(manager.click(manager.modal, Action.RESULTS))
    every = values(manager.modal, Action.COUNTS)[-1]
    await town.do(manager.click(manager.modal, Action.COUNTS, value=every))
    await town.do(manager.click(manager.modal, Action.RESULTS_PAGE))
    await town.do(manager.click(manager.modal, Action.HR_RESULT))
    typed = {"percent": "88 %", "people": "42", "comparable": "81", "as_of": "2026-01-01"}
    for field, value in typed.items():
        await manager.choose(manager.modal, field, value)
    await town.do(manager.submit())
    await manager.close(everything=True)
