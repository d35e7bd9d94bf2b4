"""Matches were found, and wait for a manager to look at them."""

from bot.facts.matters.matter import Found, Matter, Scope, everywhere
from bot.storage.repositories import Repositories
from bot.views.ids import Action


async def _find(repos: Repositories, scope: Scope) -> Found:
    ids = [one.id for one in scope.live()]
    waits = await repos.mentorships.count_proposed(scope.workspace_id, ids)
    return everywhere("Matches in {where} are ready for you to look at.", waits)


MATTER = Matter(
    key="matches_ready",
    place=60,
    find=_find,
    button="Look",
    opens=Action.MATCH,
    settled="This is settled: no matches there wait for you.",
)
