"""Somebody asked for another match."""

from bot.facts.matters.matter import Found, Matter, Scope, everywhere
from bot.storage.repositories import Repositories
from bot.views.ids import Action


async def _find(repos: Repositories, scope: Scope) -> Found:
    ids = [one.id for one in scope.live()]
    waits = await repos.requests.list_takers(scope.workspace_id, ids)
    return everywhere("Someone in {where} asked for a new match.", waits)


MATTER = Matter(
    key="new_match_asked",
    place=50,
    find=_find,
    button="Match",
    opens=Action.MATCH,
    settled="This is settled: no one there is waiting for a new match.",
)
