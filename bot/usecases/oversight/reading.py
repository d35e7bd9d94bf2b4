"""Who may read totals of a program, and who says the second yes; names are its managers' alone."""

from bot.domain.acts import Act
from bot.domain.programs.programs import Program
from bot.errors import NotYours
from bot.storage.repositories import Repositories


async def require_reader(repos: Repositories, program: Program, *, act: Act, is_admin: bool = False) -> None:
    """Raises NotYours for who may not read the totals of this program.

    Its managers may, its champion, its readers, and owners: workspace admins, until there is one.
    """
    roles = await repos.roles.list_held(act.workspace_id)
    if not roles.may_read(program, act.by, is_admin=is_admin):
        raise NotYours(f"Only those who look after {program.name} can read its totals.")


async def may_say_second_yes(repos: Repositories, program: Program, *, act: Act, asked_by: str) -> bool:
    """Whether who acts may agree to a named export that somebody else asked for: a manager, or an owner."""
    if act.by == asked_by:
        return False
    return act.by in program.managers or act.by in (await repos.roles.list_held(act.workspace_id)).owners
