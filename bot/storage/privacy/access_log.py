"""The access log: which manager looked at which named list, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, insert, select

from bot.storage.repository import Repository, noun_of
from bot.storage.tables import access_event

ADD = insert(access_event)
COLUMNS = (
    access_event.c.user_id,
    access_event.c.what,
    access_event.c.program_id,
    access_event.c.at,
    access_event.c.about,
)
LIST = (
    select(*COLUMNS)
    .where(access_event.c.workspace_id == bindparam("ws"), access_event.c.program_id == bindparam("program"))
    .order_by(access_event.c.at, access_event.c.id)
)
LOOKS = (
    select(*COLUMNS)
    .where(
        access_event.c.workspace_id == bindparam("ws"),
        access_event.c.program_id.in_(bindparam("programs", expanding=True)),
        access_event.c.about.is_(None),
        access_event.c.at >= bindparam("since"),
    )
    .order_by(access_event.c.at.desc(), access_event.c.id.desc())
    .limit(bindparam("most"))
)
OF_WORKSPACE = (
    select(access_event.c.id, *COLUMNS)
    .where(access_event.c.workspace_id == bindparam("ws"))
    .order_by(access_event.c.id.desc())
    .limit(bindparam("most"))
)
IN_PROGRAM = access_event.c.program_id == bindparam("program")
BY_PERSON = access_event.c.user_id == bindparam("user")
IS_OLDER = access_event.c.id < bindparam("before")


@dataclass(frozen=True, slots=True)
class AccessEvent:
    """`about` is who was given or lost a role, where it is about that.

    An empty `user_id` is somebody who had themselves deleted.
    """

    user_id: str
    what: str
    program_id: str
    at: datetime
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line with its number: what came later has a higher one."""

    id: int
    event: AccessEvent


class AccessLog(Repository):
    async def add(
        self,
        workspace_id: str,
        *,
        user_id: str,
        what: str,
        program_id: str,
        at: datetime,
        about: str | None = None,
    ) -> None:
        values = {
            "workspace_id": workspace_id,
            "user_id": user_id,
            "what": what,
            "program_id": program_id,
            "at": at,
            "about": about,
        }
        await self._run(ADD, values)

    async def list_for_program(self, workspace_id: str, program_id: str) -> list[AccessEvent]:
        """Oldest first."""
        rows = await self._all(LIST, {"ws": workspace_id, "program": program_id})
        return [noun_of(AccessEvent, row) for row in rows]

    async def list_looks(
        self, workspace_id: str, program_ids: Sequence[str], *, since: datetime, limit: int
    ) -> list[AccessEvent]:
        """At lists of people in these programs, newest first."""
        values = {"ws": workspace_id, "programs": list(program_ids), "since": since, "most": limit}
        return [noun_of(AccessEvent, row) for row in await self._all(LOOKS, values)]

    async def list_page(
        self, workspace_id: str, *, program_id: str, user_id: str, before: int, limit: int
    ) -> list[Numbered]:
        """All lines, newest first, from before this number; 0 or "" is any."""
        asked, values = OF_WORKSPACE, {"ws": workspace_id, "most": limit}
        wanted: dict[str, tuple[ColumnElement[bool], Any]] = {
            "program": (IN_PROGRAM, program_id),
            "user": (BY_PERSON, user_id),
            "before": (IS_OLDER, before),
        }
        for name, (condition, value) in wanted.items():
            if value:
                asked, values = asked.where(condition), values | {name: value}
        rows = [dict(row._mapping) for row in await self._all(asked, values)]
        return [Numbered(row.pop("id"), AccessEvent(**row)) for row in rows]
