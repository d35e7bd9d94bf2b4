"""The part of the tour around mentorships that may need support, and people without a match."""

from bot.views.ids import Action
from tests.handlers.tour.matching import values


async def without_a_match(town, manager):
    """From Home and from the list of people, turned, and back."""
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.WITHOUT_MATCH))
    await town.do(manager.click(manager.modal, Action.WITHOUT_MATCH_PAGE))
    await town.do(manager.click(manager.modal, Action.PEOPLE_PAGE))
    await town.do(manager.click(manager.modal, Action.WITHOUT_MATCH))
    await manager.close(everything=True)


async def helping(town, manager):
    """Taken and given back, offered a new match, paused; then another one ended kindly."""
    await _opened(town, manager, 0)
    for action in (Action.SUPPORT_TAKE, Action.SUPPORT_BACK, Action.GET_IN_TOUCH, Action.MENTORSHIP):
        await town.do(manager.click(manager.modal, action))
    await town.do(manager.click(manager.modal, Action.OFFER_MATCH))
    await town.do(manager.click(manager.modal, Action.PAUSE_FOR_THEM))
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.NEEDING_SUPPORT_PAGE))
    await manager.close(everything=True)
    await _opened(town, manager, 1)
    await town.do(manager.click(manager.modal, Action.END_KINDLY))
    await town.do(manager.submit())
    await manager.close(everything=True)
    await _nobody_is_there(town)


async def _nobody_is_there(town):
    """To read what was planned: the sandbox knows nobody of these pairs."""
    async with town.deps.db.transaction() as repos:
        for one in ("MQUIET000", "MQUIET001"):
            await repos.outbox.drop_pending(town.workspace_id, one)


async def _opened(town, manager, place):
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.NEEDING_SUPPORT))
    value = values(manager.modal, Action.MENTORSHIP)[place]
    await town.do(manager.click(manager.modal, Action.MENTORSHIP, value=value))
