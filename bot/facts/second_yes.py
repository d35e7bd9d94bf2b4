"""Who may say the second yes to a list with names, beside whoever asked for it."""

from bot.domain.programs.programs import Program
from bot.storage.repositories import Repositories


async def read_seconds(repos: Repositories, program: Program, *, asked_by: str) -> list[str]:
    """List those who are asked: the program's other managers."""
    return [one for one in program.managers if one != asked_by]
