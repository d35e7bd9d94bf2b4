"""What could not be delivered and waits for a person: failed for good, or without a clear answer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, case, func, literal_column, select, update

from bot.domain.delivery.outbox import DeliveryState, OutboxMessage
from bot.storage.installation.rows import goes_on
from bot.storage.repository import Repository, noun_of
from bot.storage.tables import HAS_NOT_ARRIVED, announcement, mentorship, outbox

# Both have a column of that name.
IS_STUCK: ColumnElement[bool] = literal_column("outbox.state IN ('failed', 'unknown')")
OF_KINDS = and_(IS_STUCK, outbox.c.kind.in_(bindparam("kinds", expanding=True)))
PROGRAM_OF: ColumnElement[str] = func.coalesce(
    mentorship.c.program_id, announcement.c.program_id, outbox.c.subject
)
ITS_MENTORSHIP = and_(mentorship.c.workspace_id == outbox.c.workspace_id, mentorship.c.id == outbox.c.subject)
ITS_ANNOUNCEMENT = and_(
    announcement.c.workspace_id == outbox.c.workspace_id, announcement.c.id == outbox.c.subject
)
WITH_PROGRAM = outbox.outerjoin(mentorship, ITS_MENTORSHIP).outerjoin(announcement, ITS_ANNOUNCEMENT)
OF_WORKSPACE = and_(OF_KINDS, outbox.c.workspace_id == bindparam("ws"))
COUNT = (
    select(PROGRAM_OF.label("program_id"), func.count().label("messages"))
    .select_from(WITH_PROGRAM)
    .where(OF_WORKSPACE, PROGRAM_OF.in_(bindparam("programs", expanding=True)))
    .group_by(PROGRAM_OF)
)
LIST = (
    select(outbox)
    .select_from(WITH_PROGRAM)
    .where(OF_WORKSPACE, bindparam("program") == PROGRAM_OF)
    .order_by(outbox.c.due_at, outbox.c.id)
)
PROGRAM = (
    select(PROGRAM_OF.label("program_id"))
    .select_from(WITH_PROGRAM)
    .where(OF_WORKSPACE, outbox.c.id == bindparam("message"))
)
TALLY = (
    select(outbox.c.kind, outbox.c.state, outbox.c.outcome, func.count().label("messages"))
    .where(HAS_NOT_ARRIVED)
    .group_by(outbox.c.state, outbox.c.kind, outbox.c.outcome)
    .order_by(outbox.c.state, outbox.c.kind, outbox.c.outcome)
)
UNTIL = bindparam("until", type_=outbox.c.expires_at.type)
# The count of claims goes on, so that whoever held the message before can't mark it any more.
AGAIN = (
    update(outbox)
    .where(OF_KINDS)
    .values(
        state=DeliveryState.PENDING,
        due_at=bindparam("now"),
        planned_for=None,
        expires_at=case((outbox.c.expires_at > UNTIL, outbox.c.expires_at), else_=UNTIL),
        refusals=0,
        sent_at=None,
        outcome=None,
        settled_on=None,
    )
)
ALL_AGAIN = AGAIN.where(goes_on(outbox.c.workspace_id))
ONE_AGAIN = AGAIN.where(outbox.c.workspace_id == bindparam("ws"), outbox.c.id == bindparam("message"))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many messages of a kind ended this way, and why."""

    kind: str
    state: DeliveryState
    outcome: str | None
    messages: int


class Undelivered(Repository):
    """Of the kinds that are named; others are let go when they could not be delivered."""

    async def count(
        self, workspace_id: str, program_ids: Sequence[str], kinds: Collection[str]
    ) -> Mapping[str, int]:
        """By program; one without any is left out."""
        values = {"ws": workspace_id, "programs": list(program_ids), "kinds": list(kinds)}
        return {row.program_id: row.messages for row in await self._all(COUNT, values)}

    async def list_for_program(
        self, workspace_id: str, program_id: str, kinds: Collection[str]
    ) -> list[OutboxMessage]:
        """The oldest first."""
        values = {"ws": workspace_id, "program": program_id, "kinds": list(kinds)}
        return [noun_of(OutboxMessage, row) for row in await self._all(LIST, values)]

    async def program_of(self, workspace_id: str, message_id: int, kinds: Collection[str]) -> str | None:
        """None if it is not stuck."""
        row = await self._first(PROGRAM, {"ws": workspace_id, "message": message_id, "kinds": list(kinds)})
        return row.program_id if row else None

    async def tally(self) -> list[Tally]:
        """Over all workspaces: whatever did not arrive, or may not have."""
        return [noun_of(Tally, row) for row in await self._all(TALLY)]

    async def send_again(
        self, workspace_id: str, message_id: int, kinds: Collection[str], *, now: datetime, until: datetime
    ) -> bool:
        """Back into the queue, good until then at least. False if it is not stuck any more."""
        values = {"ws": workspace_id, "message": message_id, "kinds": list(kinds), "now": now, "until": until}
        return (await self._run(ONE_AGAIN, values)).rowcount == 1

    async def send_all_again(self, kinds: Collection[str], *, now: datetime, until: datetime) -> int:
        """Over all workspaces; how many there were."""
        return (await self._run(ALL_AGAIN, {"kinds": list(kinds), "now": now, "until": until})).rowcount
