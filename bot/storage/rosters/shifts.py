"""Shifts: when people work or are away, as their rosters say."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select

from bot.domain.availability import Shift
from bot.storage.delivery.place_again import FOR_READER
from bot.storage.repository import Repository
from bot.storage.tables import shift

ADD = insert(shift)
DELETE = delete(shift).where(shift.c.workspace_id == bindparam("ws"), shift.c.user_id == bindparam("user"))
OF_USERS = (
    shift.c.workspace_id == bindparam("ws"),
    shift.c.user_id.in_(bindparam("users", expanding=True)),
)
LIST_BETWEEN = (
    select(shift)
    .where(*OF_USERS, shift.c.starts_at < bindparam("end"), shift.c.ends_at > bindparam("start"))
    .order_by(shift.c.user_id, shift.c.starts_at, shift.c.ends_at)
)
KNOWN_UNTIL = (
    select(shift.c.user_id, func.max(shift.c.ends_at).label("until"))
    .where(*OF_USERS)
    .group_by(shift.c.user_id)
)


class Shifts(Repository):
    async def replace(self, workspace_id: str, user_id: str, shifts: Sequence[Shift]) -> None:
        """Forget what was known of this person's shifts; equal ones are kept once.

        What waits for them looks for a moment anew.
        """
        await self._run(FOR_READER, {"ws": workspace_id, "user": user_id})
        await self._run(DELETE, {"ws": workspace_id, "user": user_id})
        owner = {"workspace_id": workspace_id, "user_id": user_id}
        rows = [
            {**owner, "starts_at": one.start, "ends_at": one.end, "kind": one.kind}
            for one in dict.fromkeys(shifts)
        ]
        await self._run_for_each(ADD, rows)

    async def list_between(
        self, workspace_id: str, user_ids: Sequence[str], start: datetime, end: datetime
    ) -> dict[str, tuple[Shift, ...]]:
        """All that touch the time from `start` to `end`, in order; people without any are left out."""
        found: dict[str, list[Shift]] = defaultdict(list)
        values = {"ws": workspace_id, "users": list(user_ids), "start": start, "end": end}
        for row in await self._all(LIST_BETWEEN, values):
            found[row.user_id].append(Shift(start=row.starts_at, end=row.ends_at, kind=row.kind))
        return {user_id: tuple(shifts) for user_id, shifts in found.items()}

    async def known_until(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, datetime]:
        """The end of each person's last known shift."""
        rows = await self._all(KNOWN_UNTIL, {"ws": workspace_id, "users": list(user_ids)})
        return {row.user_id: row.until for row in rows}
