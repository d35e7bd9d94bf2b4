"""What shift codes mean in a workspace: to everybody, and to those who say otherwise."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, func, select

from bot.domain.rosters import Codes, Meaning
from bot.domain.shifts.codes import CommonCode, SaidCode, Settled
from bot.storage.directory.rows import entry
from bot.storage.repository import Repository, save_over
from bot.storage.rosters.rows import code, meaning
from bot.storage.tables import person

SETTLE = save_over(code)
SAY = save_over(meaning)
LIST_COMMON = select(code).where(code.c.workspace_id == bindparam("ws")).order_by(code.c.code)
UNSETTLE = delete(code).where(code.c.workspace_id == bindparam("ws"), code.c.code == bindparam("name"))
# A directory may have several posts of one person; any of them will do where they said nothing themselves.
WARD: ColumnElement[Any] = func.coalesce(
    person.c.department,
    select(func.min(entry.c.department))
    .where(entry.c.workspace_id == person.c.workspace_id, entry.c.user_id == person.c.user_id)
    .scalar_subquery(),
)
LIST_SAID = (
    select(meaning, WARD.label("ward"))
    .join_from(
        meaning,
        person,
        (person.c.workspace_id == meaning.c.workspace_id) & (person.c.user_id == meaning.c.user_id),
    )
    .where(meaning.c.workspace_id == bindparam("ws"))
    .order_by(meaning.c.code, meaning.c.user_id)
)
OF_USER = (meaning.c.workspace_id == bindparam("ws"), meaning.c.user_id == bindparam("user"))
LIST_OF = select(meaning).where(*OF_USER)
TAKE_BACK = delete(meaning).where(
    meaning.c.workspace_id == bindparam("ws"), meaning.c.code == bindparam("name")
)


class RosterCodes(Repository):
    async def settle(
        self, workspace_id: str, name: str, means: Meaning, *, settled: Settled = Settled.DECIDED
    ) -> None:
        """From now on it counts for everybody who says nothing else, in the place of what did before."""
        values = {"workspace_id": workspace_id, "code": name, "settled": settled, **_columns(means)}
        await self._run(SETTLE, values)

    async def unsettle(self, workspace_id: str, name: str) -> None:
        """It counts for those alone who say so."""
        await self._run(UNSETTLE, {"ws": workspace_id, "name": name})

    async def list_common(self, workspace_id: str) -> dict[str, CommonCode]:
        """What counts for everybody, by code."""
        rows = await self._all(LIST_COMMON, {"ws": workspace_id})
        return {row.code: CommonCode(row.code, _meaning(row), row.settled) for row in rows}

    async def say(self, workspace_id: str, user_id: str, meanings: Codes) -> None:
        """What somebody says of codes, in the place of what they said before."""
        rows = [
            {"workspace_id": workspace_id, "code": name, "user_id": user_id, **_columns(means)}
            for name, means in meanings.items()
        ]
        await self._run_for_each(SAY, rows)

    async def list_said(self, workspace_id: str) -> list[SaidCode]:
        """What people say of codes, each with the ward they work in."""
        rows = await self._all(LIST_SAID, {"ws": workspace_id})
        return [SaidCode(row.code, row.user_id, _meaning(row), row.ward) for row in rows]

    async def take_back(self, workspace_id: str, name: str) -> None:
        """Forget what people say of a code."""
        await self._run(TAKE_BACK, {"ws": workspace_id, "name": name})

    async def said_by(self, workspace_id: str, user_id: str) -> dict[str, Meaning]:
        """What somebody says of codes themselves."""
        rows = await self._all(LIST_OF, {"ws": workspace_id, "user": user_id})
        return {row.code: _meaning(row) for row in rows}

    async def known_to(self, workspace_id: str, user_id: str) -> dict[str, Meaning]:
        """What codes mean to somebody: what counts for everybody, and before it what they say themselves."""
        common = await self.list_common(workspace_id)
        own = await self.said_by(workspace_id, user_id)
        return {name: one.meaning for name, one in common.items()} | own


def _columns(means: Meaning) -> Mapping[str, Any]:
    starts, ends = means.hours or (None, None)
    return {"work": means.work, "starts": starts, "ends": ends}


def _meaning(row: Row[Any]) -> Meaning:
    return Meaning(row.work, (row.starts, row.ends) if row.starts is not None else None)
