"""Lists with names: each step is one statement that changes a row as it has to be, or none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, select, update

from bot.domain.exports.named import ListState, NamedExport
from bot.errors import NotFound
from bot.storage.exports.rows import named_export
from bot.storage.repository import Repository, add_new, noun_of, values_of

GONE = "This list is gone: it was asked for long ago, or its program is deleted. Nothing was taken out."
OPEN = (ListState.ASKED, ListState.AGREED)
IN_WORKSPACE = named_export.c.workspace_id == bindparam("ws")
THIS = and_(IN_WORKSPACE, named_export.c.id == bindparam("list_id"))
ADD = add_new(named_export)
FIND = select(named_export).where(THIS)
LIST_BY_IDS = select(named_export).where(
    IN_WORKSPACE, named_export.c.id.in_(bindparam("ids", expanding=True))
)
LIST_OPEN = (
    select(named_export)
    .where(
        IN_WORKSPACE,
        named_export.c.program_id == bindparam("program"),
        named_export.c.asked_by == bindparam("user"),
        named_export.c.state.in_(OPEN),
    )
    .order_by(named_export.c.asked_at.desc())
)
LIST_WAITING = (
    select(named_export)
    .where(
        IN_WORKSPACE,
        named_export.c.program_id == bindparam("program"),
        named_export.c.state == ListState.ASKED,
    )
    .order_by(named_export.c.asked_at)
)
LIST_FILES = (
    select(named_export)
    .where(
        IN_WORKSPACE, named_export.c.file_id.is_not(None), named_export.c.fetched_at <= bindparam("before")
    )
    .order_by(named_export.c.fetched_at)
)
AGREE = (
    update(named_export)
    .where(THIS, named_export.c.state == ListState.ASKED)
    .values(state=ListState.AGREED, agreed_by=bindparam("by"), agreed_at=bindparam("at"))
)
DECLINE = (
    update(named_export).where(THIS, named_export.c.state == ListState.ASKED).values(state=ListState.DECLINED)
)
LAPSE = update(named_export).where(THIS, named_export.c.state.in_(OPEN)).values(state=ListState.LAPSED)
FETCH = (
    update(named_export)
    .where(THIS, named_export.c.state == ListState.AGREED)
    .values(state=ListState.FETCHED, fetched_at=bindparam("at"))
)
IS_THIS_FETCH = and_(
    THIS, named_export.c.state == ListState.FETCHED, named_export.c.fetched_at == bindparam("at")
)
GIVE_BACK = (
    update(named_export).where(IS_THIS_FETCH).values(state=ListState.AGREED, fetched_at=None, file_id=None)
)
KEEP_FILE = update(named_export).where(IS_THIS_FETCH).values(file_id=bindparam("file"))
FORGET_FILE = update(named_export).where(THIS).values(file_id=None)


class NamedExports(Repository):
    async def add_first(self, one: NamedExport) -> bool:
        """False where the same form was sent before."""
        return (await self._run(ADD, values_of(one))).rowcount == 1

    async def find(self, workspace_id: str, list_id: str) -> NamedExport | None:
        row = await self._first(FIND, {"ws": workspace_id, "list_id": list_id})
        return None if row is None else noun_of(NamedExport, row)

    async def get(self, workspace_id: str, list_id: str) -> NamedExport:
        """Raises NotFound."""
        found = await self.find(workspace_id, list_id)
        if found is None:
            raise NotFound(GONE)
        return found

    async def list_by_ids(self, workspace_id: str, ids: Sequence[str]) -> dict[str, NamedExport]:
        """By id; those that are gone are left out."""
        rows = await self._all(LIST_BY_IDS, {"ws": workspace_id, "ids": list(ids)})
        return {row.id: noun_of(NamedExport, row) for row in rows}

    async def list_open(self, workspace_id: str, program_id: str, *, asked_by: str) -> list[NamedExport]:
        """Those that this person asked for and has not fetched, the newest first; their time may be over."""
        values = {"ws": workspace_id, "program": program_id, "user": asked_by}
        return [noun_of(NamedExport, row) for row in await self._all(LIST_OPEN, values)]

    async def list_waiting(self, workspace_id: str, program_id: str) -> list[NamedExport]:
        """Those that nobody answered, whoever asked, the oldest first; their time may be over."""
        rows = await self._all(LIST_WAITING, {"ws": workspace_id, "program": program_id})
        return [noun_of(NamedExport, row) for row in rows]

    async def agree(self, workspace_id: str, list_id: str, *, by: str, at: datetime) -> bool:
        """False where it was answered before."""
        return await self._changed(AGREE, workspace_id, list_id, by=by, at=at)

    async def decline(self, workspace_id: str, list_id: str) -> bool:
        """False where it was answered before."""
        return await self._changed(DECLINE, workspace_id, list_id)

    async def lapse(self, workspace_id: str, list_id: str) -> bool:
        return await self._changed(LAPSE, workspace_id, list_id)

    async def fetch(self, workspace_id: str, list_id: str, *, at: datetime) -> bool:
        """False where it was fetched before, or never agreed to."""
        return await self._changed(FETCH, workspace_id, list_id, at=at)

    async def give_back(self, workspace_id: str, list_id: str, *, at: datetime) -> bool:
        """As if it had not been fetched then."""
        return await self._changed(GIVE_BACK, workspace_id, list_id, at=at)

    async def keep_file(self, workspace_id: str, list_id: str, *, at: datetime, file_id: str) -> bool:
        """The file of the fetching at this moment."""
        return await self._changed(KEEP_FILE, workspace_id, list_id, at=at, file=file_id)

    async def list_files(self, workspace_id: str, *, before: datetime) -> list[NamedExport]:
        """Those whose file is still in Slack, fetched at this moment or before."""
        rows = await self._all(LIST_FILES, {"ws": workspace_id, "before": before})
        return [noun_of(NamedExport, row) for row in rows]

    async def forget_file(self, workspace_id: str, list_id: str) -> bool:
        return await self._changed(FORGET_FILE, workspace_id, list_id)

    async def _changed(self, statement: Any, workspace_id: str, list_id: str, **values: Any) -> bool:
        found = await self._run(statement, {"ws": workspace_id, "list_id": list_id, **values})
        return found.rowcount == 1
