"""A pair stayed silent for a week after it was asked about that, and no other manager has it in hand."""

from bot.domain.mentorships.mentorships import MentorshipState
from bot.facts.matters.matter import Found, Matter, Scope, Waits
from bot.facts.status_rows import read_status_bases
from bot.facts.support import read_needing
from bot.storage.repositories import Repositories
from bot.views.ids import Action


async def _find(repos: Repositories, scope: Scope) -> Found:
    live = scope.live()
    bases = await read_status_bases(
        repos,
        scope.workspace_id,
        [one.id for one in live],
        today=scope.today,
        states=[MentorshipState.ACTIVE],
        asked_alone=True,
    )
    needing = await read_needing(repos, bases, workspace_id=scope.workspace_id, today=scope.today)
    waits = {}
    for program in live:
        idle = [one for one in program.managers if not needing.of(program, reader=one)]
        if len(idle) < len(program.managers):
            waits[program.id] = Waits("A pair in {where} may need support.", frozenset(idle))
    return waits


MATTER = Matter(
    key="may_need_support",
    place=20,
    find=_find,
    button="How to help",
    opens=Action.NEEDING_SUPPORT,
    settled="This is settled: no pair there waits for you now.",
)
