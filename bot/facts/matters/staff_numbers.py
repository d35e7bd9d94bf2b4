"""Somebody typed a staff number that wants to be confirmed."""

from bot.facts.matters.matter import Found, Matter, Scope, Waits
from bot.storage.repositories import Repositories
from bot.views.ids import Action


async def _find(repos: Repositories, scope: Scope) -> Found:
    """Nobody decides about their own number, nor about one that they say is theirs."""
    managers = {one.id: one.managers for one in scope.programs}
    claims = await repos.staff_claims.list_open_in(scope.workspace_id, scope.ids)
    if not claims:
        return {}
    everybody = sorted({who for program_id, _, _ in claims for who in managers[program_id]})
    own = await repos.staff_claims.list_numbers_of(scope.workspace_id, everybody)
    found = {}
    for program_id in dict.fromkeys(one for one, _, _ in claims):
        about = [(who, number) for one, who, number in claims if one == program_id]
        may = {
            one
            for one in managers[program_id]
            if any(one != who and (one, number) not in own for who, number in about)
        }
        if may:
            found[program_id] = Waits(LINE, not_for=frozenset(managers[program_id]) - may)
    return found


LINE = "A staff number in {where} waits to be confirmed."
MATTER = Matter(
    key="staff_numbers",
    place=90,
    find=_find,
    button="Confirm",
    opens=Action.STAFF_NUMBERS,
    settled="This is settled: no number there waits to be confirmed.",
)
