"""Exclusions: whom somebody asked never to be matched with."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from bot.domain.enrolments import ExclusionKind
from bot.storage.repository import Repository, add_new
from bot.storage.tables import exclusion

ADD = add_new(exclusion)
IS_OF = (exclusion.c.workspace_id == bindparam("ws"), exclusion.c.user_id == bindparam("user"))
OF_KIND = (*IS_OF, exclusion.c.kind == bindparam("kind"))
DELETE = delete(exclusion).where(*OF_KIND)
DELETE_ALL_OF = delete(exclusion).where(*IS_OF)
LIST_OF = select(exclusion.c.other_id).where(*OF_KIND).order_by(exclusion.c.other_id)
LIST_AMONG = select(exclusion.c.user_id, exclusion.c.other_id, exclusion.c.kind).where(
    exclusion.c.workspace_id == bindparam("ws"), exclusion.c.user_id.in_(bindparam("users", expanding=True))
)


class Exclusions(Repository):
    async def replace(
        self,
        workspace_id: str,
        user_id: str,
        other_ids: Sequence[str],
        *,
        kind: ExclusionKind = ExclusionKind.MANAGER,
    ) -> None:
        """Only those of this kind are replaced."""
        await self._run(DELETE, {"ws": workspace_id, "user": user_id, "kind": kind})
        owner = {"workspace_id": workspace_id, "user_id": user_id, "kind": kind}
        await self._run_for_each(ADD, [{**owner, "other_id": other} for other in other_ids])

    async def delete_all_of(self, workspace_id: str, user_id: str) -> None:
        await self._run(DELETE_ALL_OF, {"ws": workspace_id, "user": user_id})

    async def list_of(
        self, workspace_id: str, user_id: str, *, kind: ExclusionKind = ExclusionKind.MANAGER
    ) -> tuple[str, ...]:
        rows = await self._all(LIST_OF, {"ws": workspace_id, "user": user_id, "kind": kind})
        return tuple(row.other_id for row in rows)

    async def list_among(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """Who of these must not be matched with whom of these; whoever named nobody is left out."""
        return await self._among(workspace_id, user_ids, cleared=False)

    async def list_cleared_among(
        self, workspace_id: str, user_ids: Sequence[str]
    ) -> dict[str, frozenset[str]]:
        """Whom the directory calls a manager and who is not one, says the person."""
        return await self._among(workspace_id, user_ids, cleared=True)

    async def _among(
        self, workspace_id: str, user_ids: Sequence[str], *, cleared: bool
    ) -> dict[str, frozenset[str]]:
        asked = frozenset(user_ids)
        found: dict[str, set[str]] = defaultdict(set)
        for row in await self._all(LIST_AMONG, {"ws": workspace_id, "users": list(asked)}):
            if row.other_id in asked and (row.kind is ExclusionKind.CLEARED) is cleared:
                found[row.user_id].add(row.other_id)
        return {user_id: frozenset(others) for user_id, others in found.items()}
