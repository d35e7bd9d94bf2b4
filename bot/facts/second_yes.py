"""Who may say the second yes to a list with names, beside whoever asked for it."""

from bot.domain.programs.programs import Program
from bot.storage.repositories import Repositories


async def read_seconds(repos: Repositories, program: Program, *, asked_by: str) -> list[str]:
    """List those who are asked: the program's other managers, or the owners where there is no other."""
    others = [one for one in program.managers if one != asked_by]
    if others:
        return others
    owners = (await repos.roles.list_held(program.workspace_id)).owners
    return sorted(one for one in owners if one != asked_by)
