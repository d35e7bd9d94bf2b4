"""The part of the tour around mentorships that may need support, and people without a match."""

from bot.views.ids import Action
from tests.handlers.tour.matching import values

# Of those that were quiet from the start.
PAUSED, ENDED = "MQUIET000", "MQUIET001"


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
    await _opened(town, manager, PAUSED)
    for action in (Action.SUPPORT_TAKE, Action.SUPPORT_BACK, Action.GET_IN_TOUCH, Action.MENTORSHIP):
        await town.do(manager.click(manager.modal, action))
    await town.do(manager.click(manager.modal, Action.OFFER_MATCH))
    await town.do(manager.click(manager.modal, Action.PAUSE_FOR_THEM))
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.NEEDING_SUPPORT_PAGE))
    await manager.close(everything=True)
    await _opened(town, manager, ENDED)
    await town.do(manager.click(manager.modal, Action.END_KINDLY))
    await town.do(manager.submit())
    await manager.close(everything=True)
    await _nobody_is_there(town)


async def _nobody_is_there(town):
    """To read what was planned: the sandbox knows nobody of these pairs."""
    async with town.deps.db.transaction() as repos:
        for one in (PAUSED, ENDED):
            await repos.outbox.drop_pending(town.workspace_id, one)


async def _opened(town, manager, pair):
    """By its id: the order of the list hangs on the ids of others."""
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.NEEDING_SUPPORT))
    [value] = [one for one in values(manager.modal, Action.MENTORSHIP) if pair in one]
    await town.do(manager.click(manager.modal, Action.MENTORSHIP, value=value))
