"""The part of the tour on which numbers are taken out, and a list with names is asked for, twice."""

from dataclasses import replace
from datetime import timedelta

from bot.views.ids import PLACE, Action
from tests.handlers.tour.matching import values

REASON = "Planning of study days in autumn"


async def taking_out(town, manager, program_id):
    """A second manager says not now, and the next time yes."""
    second = town.person("Sam Second")
    await _managed_by(town, program_id, manager, second)
    await _page(town, manager, program_id)
    await town.do(manager.click(manager.modal, f"{Action.EXPORT_FILE}{PLACE}0"))
    await manager.close(everything=True)
    await _ask(town, manager, program_id)
    await town.do(second.click(await _asked(town, second), Action.LIST_DECLINE))
    await _ask(town, manager, program_id)
    await town.do(second.click(await _asked(town, second), Action.LIST_AGREE))
    await _page(town, manager, program_id)
    await town.do(manager.click(manager.modal, Action.LIST_FETCH))
    await manager.close(everything=True)
    await town.let_pass(timedelta(days=2))
    await _managed_by(town, program_id, manager)


async def _ask(town, manager, program_id):
    await _page(town, manager, program_id)
    await town.do(manager.click(manager.modal, Action.LIST_ASK))
    await manager.choose(manager.modal, "list_kind", "status")
    await manager.choose(manager.modal, "reason", REASON)
    await town.do(manager.submit())
    await manager.close(everything=True)


async def _page(town, manager, program_id):
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE, value=program_id))
    await town.do(manager.click(manager.modal, Action.EXPORTS))


async def _asked(town, second):
    """The question, once its reader is awake and off shift; something else may be told meanwhile."""
    for _ in range(24):
        await town.let_pass(timedelta(hours=1))
        if asked := [one for one in second.messages(second.dm) if values(one, Action.LIST_AGREE)]:
            return asked[-1]
    raise AssertionError("Nobody was asked.")


async def _managed_by(town, program_id, *managers):
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id, lock=True)
        await repos.programs.save(replace(program, managers=tuple(one.person.id for one in managers)))
