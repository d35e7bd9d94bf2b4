"""Three acts in a small hospital, watched from first call to last: a click, a nudge and a number."""

from datetime import timedelta
from typing import Any

from tests.town import small_town
from tools.roads import Road, Watcher, road_of

QUESTION = "manage to talk"
WE_MET = "meeting.we_met"
JUST_BEFORE = timedelta(days=13)
HOUR = timedelta(hours=1)
PATIENCE = 72


async def walk(watcher: Watcher) -> dict[str, Road]:
    """Let a pair be asked, one of them tap, and their manager open the summary."""
    with watcher.watching():
        async with small_town() as place:
            manager, mentee, _ = await place.introduced_pair()
            nudge = await _nudge(place, mentee, watcher)
            click = await _click(place, mentee, watcher)
            number = await _number(place, manager, watcher)
    return {"click": click, "nudge": nudge, "number": number}


async def _nudge(place: Any, mentee: Any, watcher: Watcher) -> Road:
    """Go on by the hour, and watch each delivery until the one that asks."""
    await place.let_pass(JUST_BEFORE)
    for _ in range(PATIENCE):
        place.sandbox.clock.advance(HOUR)
        with watcher.noting() as calls:
            sent = await place.deps.sender.deliver_due(place.deps.clock)
        if _questions(mentee):
            assert sent == 1
            return road_of(calls)
        await place.tick()
    raise LookupError("nobody was asked whether they met")


async def _click(place: Any, mentee: Any, watcher: Watcher) -> Road:
    [question] = _questions(mentee)
    with watcher.noting() as calls:
        await place.do(mentee.click(question, WE_MET))
    return road_of(calls)


async def _number(place: Any, manager: Any, watcher: Watcher) -> Road:
    with watcher.noting() as calls:
        await place.do(manager.command("/mentoring", "summary"))
    return road_of(calls)


def _questions(mentee: Any) -> list[Any]:
    return [message for message in mentee.messages(mentee.dm) if QUESTION in str(message.blocks)]
