"""What notes about a role have in common: whoever lost it meanwhile isn't told of it."""

from bot.delivery.kind import PersonSituation
from bot.domain.oversight.roles import OversightRole
from bot.storage.repositories import Repositories


def is_here(situation: PersonSituation) -> bool:
    """Tell whether its reader has not left the hospital."""
    return situation.person is None or situation.person.left_at is None


async def holds(
    repos: Repositories, situation: PersonSituation, role: OversightRole, program_id: str
) -> bool:
    """Tell whether its reader has this role when it leaves."""
    roles = await repos.roles.list_held(situation.program.workspace_id)
    return situation.message.recipient in roles.who(role, program_id)
