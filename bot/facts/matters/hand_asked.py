"""Somebody asked for help, and no manager has taken it on."""

from bot.domain.managing.requests import HELP_TOPICS
from bot.facts.matters.matter import Found, Matter, Scope, everywhere
from bot.storage.repositories import Repositories
from bot.views.ids import Action


async def _find(repos: Repositories, scope: Scope) -> Found:
    managers = {one.id: one.managers for one in scope.live()}
    takers = await repos.requests.list_takers(scope.workspace_id, sorted(managers), HELP_TOPICS)
    waits = [key for key, some in takers.items() if any(one not in managers[key] for one in some)]
    return everywhere("Someone in {where} asked for help, and no one has taken it on yet.", waits)


MATTER = Matter(
    key="hand_asked",
    place=10,
    find=_find,
    button="See",
    opens=Action.HANDS,
    settled="This is settled: no one is waiting for help, or another manager has taken it on.",
)
