"""A message that somebody waits for could not be delivered."""

from bot.facts.matters.matter import Found, Matter, Scope, everywhere
from bot.storage.repositories import Repositories
from bot.views.ids import Action


async def _find(repos: Repositories, scope: Scope) -> Found:
    waits = await repos.undelivered.count(scope.workspace_id, scope.ids, scope.must_arrive)
    return everywhere("A message in {where} couldn't be delivered.", waits)


MATTER = Matter(
    key="undelivered",
    place=80,
    find=_find,
    button="See",
    opens=Action.UNDELIVERED,
    settled="This is settled: no message there is stuck.",
)
