"""Who may read totals of a program, and who says the second yes; names are its managers' alone."""

from bot.domain.acts import Act
from bot.domain.programs.programs import Program
from bot.errors import NotYours
from bot.storage.repositories import Repositories


async def require_reader(repos: Repositories, program: Program, *, act: Act) -> None:
    """Raises NotYours for who may not read the totals of this program."""
    if act.by not in (*program.managers, program.champion):
        raise NotYours(f"Only those who look after {program.name} can read its totals.")


async def may_say_second_yes(repos: Repositories, program: Program, *, act: Act, asked_by: str) -> bool:
    """Whether who acts may agree to a named export that somebody else asked for."""
    return act.by != asked_by and act.by in program.managers
