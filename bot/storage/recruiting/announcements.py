"""Announcements: their words, until they have been posted and as long as their program is kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from bot.domain.recruiting.announcements import Announcement
from bot.storage.repository import Repository, noun_of, values_of
from bot.storage.tables import announcement

ADD = insert(announcement)
OF_WORKSPACE = announcement.c.workspace_id == bindparam("ws")
OF_PROGRAM = announcement.c.program_id == bindparam("program")
IT = (OF_WORKSPACE, announcement.c.id == bindparam("announcement"))
FIND = select(announcement).where(*IT)
LIST_BY_IDS = select(announcement).where(
    OF_WORKSPACE, announcement.c.id.in_(bindparam("announcements", expanding=True))
)
LIST = (
    select(announcement)
    .where(OF_WORKSPACE, OF_PROGRAM, announcement.c.confirmed)
    .order_by(announcement.c.saved_at, announcement.c.id)
)
CONFIRM = (
    update(announcement).where(*IT, ~announcement.c.confirmed).values(confirmed=True, by=bindparam("manager"))
)
DELETE = delete(announcement).where(*IT)
DELETE_PREVIEWS = delete(announcement).where(
    OF_WORKSPACE, OF_PROGRAM, ~announcement.c.confirmed, announcement.c.saved_at < bindparam("when")
)


class Announcements(Repository):
    """Those that nobody confirmed are previews, and soon deleted."""

    async def add(self, one: Announcement) -> None:
        await self._run(ADD, values_of(one))

    async def find(self, workspace_id: str, announcement_id: str) -> Announcement | None:
        row = await self._first(FIND, {"ws": workspace_id, "announcement": announcement_id})
        return noun_of(Announcement, row) if row else None

    async def list_by_ids(self, workspace_id: str, ids: Sequence[str]) -> dict[str, Announcement]:
        """By id; those that are gone are left out."""
        rows = await self._all(LIST_BY_IDS, {"ws": workspace_id, "announcements": list(ids)})
        return {row.id: noun_of(Announcement, row) for row in rows}

    async def list_for_program(self, workspace_id: str, program_id: str) -> list[Announcement]:
        """The confirmed ones, oldest first."""
        rows = await self._all(LIST, {"ws": workspace_id, "program": program_id})
        return [noun_of(Announcement, row) for row in rows]

    async def confirm(self, workspace_id: str, announcement_id: str, *, by: str) -> bool:
        """False when it was confirmed before, or is gone: a double tap posts once."""
        values = {"ws": workspace_id, "announcement": announcement_id, "manager": by}
        return (await self._run(CONFIRM, values)).rowcount == 1

    async def delete(self, workspace_id: str, announcement_id: str) -> bool:
        return (await self._run(DELETE, {"ws": workspace_id, "announcement": announcement_id})).rowcount == 1

    async def delete_previews(self, workspace_id: str, program_id: str, before: datetime) -> int:
        values = {"ws": workspace_id, "program": program_id, "when": before}
        return (await self._run(DELETE_PREVIEWS, values)).rowcount
