"""The access log: which manager looked at which named list, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select

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
