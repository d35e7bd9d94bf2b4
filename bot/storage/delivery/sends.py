"""The posts of one program that wait to be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from bot.storage.repository import Repository
from bot.storage.tables import IS_PENDING, NOT_YET_SENDING, announcement, outbox

POSTS = (
    select(outbox.c.kind, outbox.c.due_at)
    .where(
        outbox.c.workspace_id == bindparam("ws"),
        outbox.c.subject.in_(
            select(announcement.c.id).where(
                announcement.c.workspace_id == bindparam("ws"),
                announcement.c.program_id == bindparam("program"),
            )
        ),
        outbox.c.due_at < bindparam("end"),
        outbox.c.expires_at > bindparam("now"),
        IS_PENDING,
        # It is so, and the index has it.
        NOT_YET_SENDING,
    )
    .order_by(outbox.c.due_at)
)


@dataclass(frozen=True, slots=True)
class WaitingPost:
    """A post to a channel, planned by a manager."""

    kind: str
    due_at: datetime


class Sends(Repository):
    async def list_posts(
        self, workspace_id: str, program_id: str, *, now: datetime, end: datetime
    ) -> Sequence[WaitingPost]:
        """Due before `end` and still of use, the first first."""
        values = {"ws": workspace_id, "program": program_id, "now": now, "end": end}
        return [WaitingPost(row.kind, row.due_at) for row in await self._all(POSTS, values)]
