"""The ticks: what the scheduler calls, and what the demo calls when its clock has moved."""

from datetime import timedelta

from bot.deps import Deps
from bot.usecases.charter import ask_again
from bot.usecases.rhythm import keep_rhythm

REMEMBER_EVENTS = timedelta(hours=25)


async def tick(deps: Deps) -> int:
    """Turn the mentorships, settle what was left behind, send what is due. Returns how many messages left."""
    now = deps.clock()
    await keep_rhythm(deps.db, content=deps.content, now=now)
    await deps.messenger.recover(now)
    return await deps.messenger.deliver_due(now)


async def keep_house(deps: Deps) -> None:
    """What need not happen at every tick: a few times a day."""
    await _ask_for_the_charter(deps)
    await _forget_old_events(deps)


async def _ask_for_the_charter(deps: Deps) -> None:
    """A new version comes with a new release, so this is soon enough."""
    while await ask_again(deps.db, content=deps.content, now=deps.clock()):
        pass


async def _forget_old_events(deps: Deps) -> None:
    """Slack retries an event for at most a day; older ids are of no use."""
    async with deps.db.transaction() as repos:
        await repos.events.forget_before(deps.clock() - REMEMBER_EVENTS)
