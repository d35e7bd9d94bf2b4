"""The part of the tour around what a manager holds, sees ahead and is asked for."""

from bot.views.ids import Action
from tests.handlers.tour.matching import values


async def holding_back(town, manager, program_id):
    """Two holds, one ended on Home and one on its page; a kind held and resumed."""
    await _page(town, manager, program_id, Action.HOLDS)
    await _hold(town, manager, "everybody")
    await manager.close(everything=True)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.HOLD_END))
    await town.do(manager.command("/mentoring", "hold"))
    await _hold(town, manager, "department:critical_care")
    await town.do(manager.click(manager.modal, Action.HOLD_END))
    await manager.close(everything=True)
    await _page(town, manager, program_id, Action.SENDS)
    await town.do(manager.click(manager.modal, Action.SENDS_HOLD, value=f"{program_id}:check_in"))
    await town.do(manager.click(manager.modal, Action.SENDS_RESUME))
    await manager.close(everything=True)


async def _hold(town, manager, where):
    await manager.choose(manager.modal, "quiet_time_where", where)
    until = town.sandbox.clock.now().date().replace(day=1)
    day = until.replace(year=until.year + (until.month == 12), month=until.month % 12 + 1)
    await manager.choose(manager.modal, "quiet_time_until", day.isoformat())
    await town.do(manager.submit())


async def asking_for_a_hand(town, nia, manager, program_id):
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.ASK_HAND))
    await town.do(nia.click(nia.modal, Action.HAND_WITH, value=values(nia.modal, Action.HAND_WITH)[0]))
    await nia.close(everything=True)
    await _page(town, manager, program_id, Action.HANDS)
    for action in (Action.HAND_TAKE, Action.HAND_BACK, Action.HAND_DONE):
        await town.do(manager.click(manager.modal, action))
    await manager.close(everything=True)


async def _page(town, manager, program_id, action):
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE, value=program_id))
    await town.do(manager.click(manager.modal, action))
