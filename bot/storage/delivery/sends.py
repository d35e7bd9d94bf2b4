"""What waits to be sent in one program, as light as a count needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.sql.elements import ColumnElement

from bot.storage.repository import Repository
from bot.storage.tables import IS_PENDING, NOT_YET_SENDING, announcement, mentorship, outbox

WAITS = (
    outbox.c.workspace_id == bindparam("ws"),
    outbox.c.due_at < bindparam("end"),
    outbox.c.expires_at > bindparam("now"),
    IS_PENDING,
    # It is so, and the index has it.
    NOT_YET_SENDING,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits. `about` is a mentorship, a program or a post."""

    kind: str
    about: str
    recipient: str
    due_at: datetime


def _waiting(*where: ColumnElement[bool]) -> Select[tuple[str, str, str, datetime]]:
    return select(outbox.c.kind, outbox.c.subject, outbox.c.recipient, outbox.c.due_at).where(*WAITS, *where)


ABOUT_PROGRAM = _waiting(outbox.c.subject == bindparam("program"))
ABOUT_OTHERS = [
    _waiting(
        outbox.c.subject.in_(
            select(table.c.id).where(
                and_(table.c.workspace_id == bindparam("ws"), table.c.program_id == bindparam("program"))
            )
        )
    )
    for table in (mentorship, announcement)
]


class Sends(Repository):
    async def list_waiting(
        self, workspace_id: str, program_id: str, *, now: datetime, end: datetime
    ) -> Sequence[Waiting]:
        """Due before `end` and still of use: about the program, its mentorships and its posts."""
        values = {"ws": workspace_id, "program": program_id, "now": now, "end": end}
        asked = (ABOUT_PROGRAM, *ABOUT_OTHERS)
        rows = [row for ask in asked for row in await self._all(ask, values)]
        return [Waiting(row.kind, row.subject, row.recipient, row.due_at) for row in rows]
