"""Roles that somebody was given beside those in a program's plan."""

from sqlalchemy import bindparam, delete, select

from bot.domain.oversight.roles import RoleHeld, RolesHeld
from bot.storage.oversight.rows import oversight_role
from bot.storage.repository import Repository, add_new, noun_of, values_of

ADD = add_new(oversight_role)
IN_WORKSPACE = oversight_role.c.workspace_id == bindparam("ws")
LIST = (
    select(oversight_role)
    .where(IN_WORKSPACE)
    .order_by(oversight_role.c.given_on, oversight_role.c.role, oversight_role.c.user_id)
)
TAKE = delete(oversight_role).where(
    IN_WORKSPACE,
    oversight_role.c.role == bindparam("role"),
    oversight_role.c.program_id == bindparam("program"),
    oversight_role.c.user_id == bindparam("user"),
)


class Roles(Repository):
    async def add_first(self, one: RoleHeld) -> bool:
        """False when they hold it already."""
        return (await self._run(ADD, values_of(one))).rowcount == 1

    async def take(self, one: RoleHeld) -> bool:
        """False when they did not hold it any more."""
        values = {"ws": one.workspace_id, "role": one.role, "program": one.program_id, "user": one.user_id}
        return (await self._run(TAKE, values)).rowcount == 1

    async def list_held(self, workspace_id: str) -> RolesHeld:
        """All of the workspace, oldest first."""
        rows = await self._all(LIST, {"ws": workspace_id})
        return RolesHeld(tuple(noun_of(RoleHeld, row) for row in rows))
