"""Somebody asked to join a program that decides who takes part."""

from bot.facts.matters.matter import Found, Matter, Scope, everywhere
from bot.storage.repositories import Repositories
from bot.views.ids import Action


async def _find(repos: Repositories, scope: Scope) -> Found:
    ids = [one.id for one in scope.live()]
    waits = await repos.enrolments.count_applied(scope.workspace_id, ids)
    return everywhere("Someone asked to join {where}.", waits)


MATTER = Matter(
    key="asked_to_join",
    place=40,
    find=_find,
    button="Answer",
    opens=Action.APPLICATIONS,
    settled="This is settled: no one there is waiting for an answer.",
)
