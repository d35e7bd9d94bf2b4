"""A pair stayed silent for a week after it was asked about that."""

from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.mentorships.status import Status, StatusBasis
from bot.facts.matters.matter import Found, Matter, Scope, everywhere
from bot.facts.status_rows import read_status_bases
from bot.storage.repositories import Repositories
from bot.views.ids import Action


async def _find(repos: Repositories, scope: Scope) -> Found:
    ids = [one.id for one in scope.live()]
    found = await read_status_bases(
        repos, scope.workspace_id, ids, today=scope.today, states=[MentorshipState.ACTIVE]
    )
    waits = [key for key, some in found.items() if any(_needs_support(one, scope) for one in some)]
    return everywhere("A pair in {where} may need support.", waits)


def _needs_support(one: StatusBasis, scope: Scope) -> bool:
    return one.status(today=scope.today) is Status.MAY_NEED_SUPPORT


MATTER = Matter(
    key="may_need_support",
    place=20,
    find=_find,
    button="How to help",
    opens=Action.NEEDING_SUPPORT,
    settled="This is settled: no pair there may need support now.",
)
