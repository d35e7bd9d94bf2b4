"""The outbox: everything the bot says on its own initiative, as rows that are claimed, sent and marked."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.delivery.outbox import LEASE, DeliveryState, OutboxMessage, Planned
from bot.storage.delivery import outbox_queries as queries
from bot.storage.repository import Repository, noun_of, values_of

LONGEST_LEASE = timedelta(hours=1)
NEW = {"state": DeliveryState.PENDING, "attempts": 0, "refusals": 0}


class Outbox(Repository):
    """Marks take the message as it was claimed, and do nothing once somebody else has claimed it."""

    async def plan(self, planned: Sequence[Planned]) -> int:
        """How many are new; one that was planned before stays as it is."""
        if not planned:
            return 0
        rows = [{**values_of(one), **NEW} for one in planned]
        return len((await self._run(queries.PLAN, rows)).all())

    async def put_at(self, planned: Planned) -> bool:
        """One that still waits leaves at another time. False if there is none."""
        values = {
            "ws": planned.workspace_id,
            "about": planned.subject,
            "of_kind": planned.kind,
            "at": planned.cycle,
            "to": planned.recipient,
            "due": planned.due_at,
            "expires": planned.expires_at,
        }
        return (await self._run(queries.PUT_AT, values)).rowcount == 1

    async def forget_settled(self, kinds: Collection[str], before: datetime) -> int:
        """Over all workspaces: messages of these kinds that are done and lost their point before then go."""
        values = {"kinds": list(kinds), "before": before}
        return (await self._run(queries.FORGET_SETTLED, values)).rowcount

    async def list_unplaced(self, now: datetime, limit: int) -> list[OutboxMessage]:
        """Over all workspaces: planned for now or before, and not placed at a welcome moment yet."""
        rows = await self._all(queries.LIST_UNPLACED, {"now": now, "most": limit})
        return [noun_of(OutboxMessage, row) for row in rows]

    async def place(self, moments: Mapping[OutboxMessage, datetime]) -> None:
        """Each leaves at its moment; those that were claimed or placed meanwhile stay as they are."""
        rows = [{"ws": one.workspace_id, "message": one.id, "moment": at} for one, at in moments.items()]
        await self._run_for_each(queries.PLACE, rows)

    async def claim(
        self, now: datetime, limit: int, lease: timedelta, *, blocked: Collection[str] = ()
    ) -> list[OutboxMessage]:
        """Claim what is due in all workspaces but these, oldest first; it is ours until the lease ends."""
        values = {"now": now, "most": limit, "until": now + lease, "blocked": list(blocked)}
        rows = await self._all(queries.CLAIM, values)
        return sorted((noun_of(OutboxMessage, row) for row in rows), key=lambda one: (one.due_at, one.id))

    async def lock_recipient(self, workspace_id: str, recipient: str) -> None:
        """Keep everybody else from deciding what to send to this recipient until the transaction ends."""
        await self._run(queries.IN_HAND_FOR, {"ws": workspace_id, "to": recipient})

    async def start_sending(self, message: OutboxMessage, now: datetime) -> bool:
        """The lease begins anew. False if the message is no longer ours: then it must not be sent."""
        return await self._mark(queries.START, message, now=now, until=now + LEASE)

    async def finish(
        self,
        message: OutboxMessage,
        state: DeliveryState,
        *,
        outcome: str,
        now: datetime,
        channel_id: str | None = None,
        message_ts: str | None = None,
    ) -> bool:
        """False if the message is no longer ours; nothing changed then."""
        sent_at = now if state is DeliveryState.SENT else None
        return await self._mark(
            queries.FINISH, message, into=state, why=outcome, sent=sent_at, channel=channel_id, ts=message_ts
        )

    async def may_have_left(self, message: OutboxMessage, *, outcome: str) -> bool:
        """For good: nobody knows whether it arrived, and so it counts as if it had."""
        return await self._mark(queries.MAY_HAVE_LEFT, message, why=outcome)

    async def reschedule(
        self, message: OutboxMessage, due_at: datetime, *, refused: bool = False, anew: bool = False
    ) -> bool:
        """Back into the queue. `anew`: from that moment on a welcome one has to be found.

        False if the message is no longer ours.
        """
        planned = None if anew else message.planned_for or message.due_at
        return await self._mark(queries.RESCHEDULE, message, due=due_at, planned=planned, more=int(refused))

    async def list_stale(self, now: datetime, limit: int) -> list[OutboxMessage]:
        """Over all workspaces: claimed or sending, and their lease has ended."""
        values = {"now": now, "most": limit, "latest": now + LONGEST_LEASE}
        rows = await self._all(queries.LIST_STALE, values)
        return [noun_of(OutboxMessage, row) for row in rows]

    async def next_due_at(self, *, after: datetime | None = None) -> datetime | None:
        """Over all workspaces: when the next message leaves, or has to be placed; None when nothing waits.

        With `after`, without those that are due by then.
        """
        row = await (
            self._first(queries.NEXT_DUE_AFTER, {"after": after}) if after else self._first(queries.NEXT_DUE)
        )
        return row[0] if row else None

    async def budgeted_sent_since(
        self, workspace_id: str, user_ids: Sequence[str], since: datetime
    ) -> dict[str, list[datetime]]:
        """When each of these people got messages that count; who got none is left out."""
        found: dict[str, list[datetime]] = defaultdict(list)
        values = {"ws": workspace_id, "users": list(user_ids), "since": since}
        for row in await self._all(queries.BUDGETED_SENT, values):
            found[row.recipient].append(row.sent_at)
        return dict(found)

    async def drop_pending(
        self, workspace_id: str, subject: str, kinds: Collection[str] | None = None
    ) -> int:
        """How many that still waited were let go; with `kinds`, only of these kinds."""
        values = {"ws": workspace_id, "about": subject}
        if kinds is None:
            return (await self._run(queries.DROP, values)).rowcount
        return (await self._run(queries.DROP_KINDS, {**values, "kinds": list(kinds)})).rowcount

    async def drop_pending_to(self, workspace_id: str, recipient: str, subject: str | None = None) -> int:
        """How many that still waited for this person were let go; with `subject`, only those about it."""
        values = {"ws": workspace_id, "to": recipient}
        if subject is None:
            return (await self._run(queries.DROP_ALL_TO, values)).rowcount
        return (await self._run(queries.DROP_TO, {**values, "about": subject})).rowcount

    async def waits_until(self, workspace_id: str, subject: str) -> datetime | None:
        """When the last of what waits on this subject, or is being sent, loses its point; None for none."""
        row = await self._first(queries.WAITS_UNTIL, {"ws": workspace_id, "about": subject})
        return row[0] if row else None

    async def drop_pending_of_program(self, workspace_id: str, program_id: str) -> int:
        """How many that still waited were let go: about the program itself, and about its mentorships."""
        return (
            await self._run(queries.DROP_OF_PROGRAM, {"ws": workspace_id, "program": program_id})
        ).rowcount

    async def forget_pending(
        self, workspace_id: str, subject: str, cycle: int, kinds: Collection[str]
    ) -> int:
        """Take away what waits for a cycle that has been taken back, so that it can be planned anew."""
        values = {"ws": workspace_id, "about": subject, "at": cycle, "kinds": list(kinds)}
        return (await self._run(queries.FORGET, values)).rowcount

    async def forget_kinds(self, workspace_id: str, subject: str, kinds: Collection[str]) -> int:
        """Take away what waits of these kinds, of whatever cycle, so that it can be planned anew."""
        values = {"ws": workspace_id, "about": subject, "kinds": list(kinds)}
        return (await self._run(queries.FORGET_KINDS, values)).rowcount

    async def drop_kind_to(self, workspace_id: str, recipient: str, kind: str) -> int:
        """How many of this kind that still waited for this person were let go, whatever they are about."""
        values = {"ws": workspace_id, "to": recipient, "kinds": [kind]}
        return (await self._run(queries.DROP_KINDS_TO, values)).rowcount

    async def find(self, workspace_id: str, message_id: int) -> OutboxMessage | None:
        row = await self._first(queries.FIND, {"ws": workspace_id, "message": message_id})
        return noun_of(OutboxMessage, row) if row else None

    async def last_sent_on(self, workspace_id: str, kind: str, subjects: Sequence[str]) -> dict[str, date]:
        """The UTC day on which each subject last got this kind of message."""
        values = {"ws": workspace_id, "of_kind": kind, "subjects": list(subjects)}
        return {row.subject: row.at.date() for row in await self._all(queries.LAST_SENT, values)}

    async def list_about(self, workspace_id: str, kind: str, subjects: Sequence[str]) -> list[OutboxMessage]:
        """Every message of a kind about these, whatever became of it; the earliest first."""
        values = {"ws": workspace_id, "of_kind": kind, "subjects": list(subjects)}
        return [noun_of(OutboxMessage, row) for row in await self._all(queries.LIST_ABOUT, values)]

    async def counts(self, workspace_id: str) -> dict[DeliveryState, int]:
        return {row.state: row.messages for row in await self._all(queries.COUNTS, {"ws": workspace_id})}

    async def _mark(self, statement: Any, message: OutboxMessage, **values: Any) -> bool:
        mine = {"message": message.id, "ws": message.workspace_id, "token": message.attempts}
        return (await self._run(statement, {**mine, **values})).rowcount == 1
