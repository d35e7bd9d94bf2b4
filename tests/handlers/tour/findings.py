"""What people said, read by one of them and by their manager, who turns it into a change of the plan."""

from bot.views.ids import Action
from tests.handlers.tour.matching import values
from tests.situations.closed_waves import add_closed_waves


async def reading_what_was_said(town, manager, nia, program_id):
    async with town.deps.db.transaction() as repos:
        await add_closed_waves(
            repos, workspace_id=town.workspace_id, program_id=program_id, now=town.sandbox.clock.now()
        )
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.FINDINGS))
    await town.do(nia.click(nia.modal, Action.FINDINGS))
    await nia.close(everything=True)
    await looking_back(town, manager)
    [first, *_] = values(manager.modal, Action.CHANGE)
    await town.do(manager.click(manager.modal, Action.CHANGE, value=first))
    await town.do(manager.submit())
    await manager.close(everything=True)
    await looking_back(town, manager)
    await town.do(manager.click(manager.modal, Action.NEXT_VERSION))
    await manager.close(everything=True)


async def looking_back(town, manager):
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.FINDINGS))
    await town.do(manager.click(manager.modal, Action.RETROSPECTIVE))
