"""Exclusions: whom somebody asked never to be matched with."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from bot.storage.repository import Repository, add_new
from bot.storage.tables import exclusion

ADD = add_new(exclusion)
IS_OF = (exclusion.c.workspace_id == bindparam("ws"), exclusion.c.user_id == bindparam("user"))
DELETE = delete(exclusion).where(*IS_OF)
LIST_OF = select(exclusion.c.other_id).where(*IS_OF).order_by(exclusion.c.other_id)
LIST_AMONG = select(exclusion.c.user_id, exclusion.c.other_id).where(
    exclusion.c.workspace_id == bindparam("ws"), exclusion.c.user_id.in_(bindparam("users", expanding=True))
)


class Exclusions(Repository):
    async def replace(self, workspace_id: str, user_id: str, other_ids: Sequence[str]) -> None:
        await self._run(DELETE, {"ws": workspace_id, "user": user_id})
        rows = [{"workspace_id": workspace_id, "user_id": user_id, "other_id": other} for other in other_ids]
        await self._run_for_each(ADD, rows)

    async def list_of(self, workspace_id: str, user_id: str) -> tuple[str, ...]:
        return tuple(row.other_id for row in await self._all(LIST_OF, {"ws": workspace_id, "user": user_id}))

    async def list_among(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """Who of these excluded whom of these; whoever excluded nobody is left out."""
        asked = frozenset(user_ids)
        found: dict[str, set[str]] = defaultdict(set)
        for row in await self._all(LIST_AMONG, {"ws": workspace_id, "users": list(asked)}):
            if row.other_id in asked:
                found[row.user_id].add(row.other_id)
        return {user_id: frozenset(others) for user_id, others in found.items()}
