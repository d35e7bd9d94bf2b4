"""Loads: mentors who take no new mentee for now."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, delete, or_, select

from bot.domain.care.load import NoNewMentee
from bot.storage.care.rows import no_new_mentee
from bot.storage.repository import Repository, noun_of, save_over, values_of

SAVE = save_over(no_new_mentee)
OF_WORKSPACE = no_new_mentee.c.workspace_id == bindparam("ws")
FIND = select(no_new_mentee).where(OF_WORKSPACE, no_new_mentee.c.user_id == bindparam("user"))
DELETE = delete(no_new_mentee).where(OF_WORKSPACE, no_new_mentee.c.user_id == bindparam("user"))
LIST_AMONG = select(no_new_mentee.c.user_id).where(
    OF_WORKSPACE,
    no_new_mentee.c.user_id.in_(bindparam("users", expanding=True)),
    or_(no_new_mentee.c.until.is_(None), no_new_mentee.c.until > bindparam("today")),
)


class Loads(Repository):
    async def save(self, one: NoNewMentee) -> None:
        await self._run(SAVE, values_of(one))

    async def find(self, workspace_id: str, user_id: str) -> NoNewMentee | None:
        row = await self._first(FIND, {"ws": workspace_id, "user": user_id})
        return noun_of(NoNewMentee, row) if row else None

    async def delete(self, workspace_id: str, user_id: str) -> None:
        await self._run(DELETE, {"ws": workspace_id, "user": user_id})

    async def list_among(self, workspace_id: str, user_ids: Sequence[str], *, today: date) -> frozenset[str]:
        """Those of these people who take no new mentee today."""
        values = {"ws": workspace_id, "users": list(user_ids), "today": today}
        return frozenset(row.user_id for row in await self._all(LIST_AMONG, values))
