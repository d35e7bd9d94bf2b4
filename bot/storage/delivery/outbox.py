"""The outbox: everything the bot says on its own initiative, as rows that are claimed, sent and marked."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from bot.domain.delivery.outbox import LEASE, DeliveryState, OutboxMessage, Planned
from bot.storage.delivery import outbox_queries as queries
from bot.storage.repository import Repository, noun_of, values_of

LONGEST_LEASE = timedelta(hours=1)
NEW = {"state": DeliveryState.PENDING, "attempts": 0, "refusals": 0}
# A message, and what becomes of it.
Marked = TypeVar("Marked", bound=tuple[OutboxMessage, Any] | tuple[OutboxMessage, Any, Any])


@dataclass(frozen=True, slots=True)
class Numbers:
    """The first cycle of a kind that somebody's kept rows have, and the last that left, if one did."""

    first: int
    last_sent: int | None


class Outbox(Repository):
    """Marks take the message as it was claimed, and do nothing once somebody else has claimed it."""

    async def plan(self, planned: Sequence[Planned]) -> int:
        """How many are new; one that was planned before stays as it is."""
        return len(await self.plan_new(planned))

    async def plan_new(self, planned: Sequence[Planned]) -> list[tuple[str, str]]:
        """The subject and the kind of each that is new."""
        if not planned:
            return []
        rows = [{**values_of(one), **NEW} for one in planned]
        return [(row.subject, row.kind) for row in (await self._run(queries.PLAN, rows)).all()]

    async def put_at(self, planned: Sequence[Planned]) -> None:
        """Those that still wait leave at another time."""
        rows = [
            {
                "ws": one.workspace_id,
                "about": one.subject,
                "of_kind": one.kind,
                "at": one.cycle,
                "to": one.recipient,
                "due": one.due_at,
                "expires": one.expires_at,
            }
            for one in planned
        ]
        await self._run_for_each(queries.PUT_AT, rows)

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
        values = {"now": now, "most": limit, "until": now + lease}
        if blocked:
            rows = await self._all(queries.CLAIM_BUT_OF, {**values, "blocked": list(blocked)})
        else:
            rows = await self._all(queries.CLAIM, values)
        return sorted((noun_of(OutboxMessage, row) for row in rows), key=lambda one: (one.due_at, one.id))

    async def lock_recipient(self, workspace_id: str, recipient: str) -> None:
        """Keep everybody else from deciding what to send to this recipient until the transaction ends.

        On SQLite nobody else writes until then in any case.
        """
        if self._connection.dialect.name != "sqlite":
            await self._run(queries.IN_HAND_FOR, {"ws": workspace_id, "to": recipient})

    async def start_sending(self, message: OutboxMessage, now: datetime) -> bool:
        """The lease begins anew. False if the message is no longer ours: then it must not be sent."""
        return await self._mark(queries.START, message, now=now, until=now + LEASE)

    async def start_counted(
        self, message: OutboxMessage, now: datetime, *, since: datetime, known: Collection[int]
    ) -> bool:
        """The same for one that counts, once its recipient is locked.

        False as well if another that counts has left to them `since`, or may have, and is not `known`.
        """
        values = {"to": message.recipient, "since": since, "known": sorted(known)}
        return await self._mark(queries.START_COUNTED, message, now=now, until=now + LEASE, **values)

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

    async def reschedule_all(
        self, until: Sequence[tuple[OutboxMessage, datetime]], *, refused: bool = False, anew: bool = False
    ) -> None:
        """Back into the queue, each until its moment; those that are no longer ours stay as they are.

        `anew`: from that moment on a welcome one has to be found.
        """
        rows = [
            {
                **_mine(one),
                "due": due_at,
                "planned": None if anew else one.planned_for or one.due_at,
                "more": int(refused),
            }
            for one, due_at in _in_order(until)
        ]
        await self._run_for_each(queries.RESCHEDULE, rows)

    async def finish_all(self, ended: Sequence[tuple[OutboxMessage, DeliveryState, str]]) -> None:
        """End many that have not left, each in a state and with an outcome, if they are still ours."""
        nothing = {"sent": None, "channel": None, "ts": None}
        rows = [{**_mine(one), **nothing, "into": into, "why": why} for one, into, why in _in_order(ended)]
        await self._run_for_each(queries.FINISH, rows)

    async def all_may_have_left(self, messages: Sequence[OutboxMessage], *, outcome: str) -> None:
        """For good: nobody knows whether they arrived, and so they count as if they had."""
        rows = [{**_mine(one), "why": outcome} for one in sorted(messages, key=_number)]
        await self._run_for_each(queries.MAY_HAVE_LEFT, rows)

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
    ) -> dict[str, dict[int, datetime]]:
        """When each of these people got messages that count, by their ids; who got none is left out.

        What went out in one message has one moment.
        """
        found: dict[str, dict[int, datetime]] = defaultdict(dict)
        values = {"ws": workspace_id, "users": list(user_ids), "since": since}
        for row in await self._all(queries.BUDGETED_SENT, values):
            found[row.recipient][row.id] = row.sent_at
        return dict(found)

    async def drop_pending(
        self, workspace_id: str, subject: str, kinds: Collection[str] | None = None
    ) -> int:
        """How many that were not being sent were dropped; with `kinds`, only of these kinds."""
        values = {"ws": workspace_id, "about": subject}
        if kinds is None:
            return (await self._run(queries.DROP, values)).rowcount
        return (await self._run(queries.DROP_KINDS, {**values, "kinds": list(kinds)})).rowcount

    async def drop_pending_to(self, workspace_id: str, recipient: str, subject: str | None = None) -> int:
        """How many to this person that were not being sent were dropped; with `subject`, only about it."""
        values = {"ws": workspace_id, "to": recipient}
        if subject is None:
            return (await self._run(queries.DROP_ALL_TO, values)).rowcount
        return (await self._run(queries.DROP_TO, {**values, "about": subject})).rowcount

    async def waits_until(self, workspace_id: str, subject: str) -> datetime | None:
        """When the last of what waits on this subject, or is being sent, loses its point; None for none."""
        row = await self._first(queries.WAITS_UNTIL, {"ws": workspace_id, "about": subject})
        return row[0] if row else None

    async def drop_pending_of_program(self, workspace_id: str, program_id: str) -> int:
        """How many that were not being sent were dropped: about the program, and about its mentorships."""
        values = {"ws": workspace_id, "of_program": program_id}
        return (await self._run(queries.DROP_OF_PROGRAM, values)).rowcount

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

    async def forget_of_cycles(
        self, workspace_id: str, subject: str, kinds: Collection[str], cycles: Collection[int]
    ) -> None:
        """Take away all of these kinds and cycles, sent or put off too: that somebody was asked is over."""
        values = {"ws": workspace_id, "about": subject, "kinds": sorted(kinds), "cycles": sorted(cycles)}
        await self._run(queries.FORGET_AGAIN_OF_CYCLES, values)
        await self._run(queries.FORGET_OF_CYCLES, values)

    async def drop_kind_to(self, workspace_id: str, recipient: str, kind: str) -> int:
        """The same for one kind, whatever they are about."""
        values = {"ws": workspace_id, "to": recipient, "kinds": [kind]}
        return (await self._run(queries.DROP_KINDS_TO, values)).rowcount

    async def let_go(self, workspace_id: str, subject: str) -> int:
        """How many about this were claimed and go back into the queue: what was known of them has changed."""
        return (await self._run(queries.LET_GO, {"ws": workspace_id, "about": subject})).rowcount

    async def let_go_to(self, workspace_id: str, user_id: str) -> int:
        """The same for what this person reads, alone or with others."""
        return (await self._run(queries.LET_GO_TO, {"ws": workspace_id, "to": user_id})).rowcount

    async def let_go_of_program(self, workspace_id: str, program_id: str) -> int:
        """The same for what is about the program itself, and about its mentorships."""
        values = {"ws": workspace_id, "of_program": program_id}
        return (await self._run(queries.LET_GO_OF_PROGRAM, values)).rowcount

    async def find(self, workspace_id: str, message_id: int) -> OutboxMessage | None:
        row = await self._first(queries.FIND, {"ws": workspace_id, "message": message_id})
        return noun_of(OutboxMessage, row) if row else None

    async def list_in_message(self, workspace_id: str, recipient: str, ts: str) -> list[OutboxMessage]:
        """What one message to this person was made of; nothing for a message that no row became."""
        values = {"ws": workspace_id, "to": recipient, "ts": ts}
        return [noun_of(OutboxMessage, row) for row in await self._all(queries.LIST_IN_MESSAGE, values)]

    async def list_by_ids(self, workspace_id: str, ids: Sequence[int]) -> dict[int, OutboxMessage]:
        """By id; those that are gone are left out."""
        rows = await self._all(queries.LIST_BY_IDS, {"ws": workspace_id, "messages": list(ids)})
        return {row.id: noun_of(OutboxMessage, row) for row in rows}

    async def last_sent_on(self, workspace_id: str, kind: str, subjects: Sequence[str]) -> dict[str, date]:
        """The UTC day on which each subject last got this kind of message."""
        values = {"ws": workspace_id, "of_kind": kind, "subjects": list(subjects)}
        return {row.subject: row.at.date() for row in await self._all(queries.LAST_SENT, values)}

    async def last_asked(
        self, workspace_id: str, kinds: Collection[str], subjects: Sequence[str], *, begun: Collection[str]
    ) -> dict[str, dict[str, datetime]]:
        """By subject and kind, when one last left; of kinds in `begun`, when one was planned that waits."""
        values = {
            "ws": workspace_id,
            "kinds": sorted(kinds),
            "subjects": list(subjects),
            "begun": sorted(begun),
        }
        found: dict[str, dict[str, datetime]] = {}
        for row in await self._all(queries.LAST_ASKED, values):
            found.setdefault(row.subject, {})[row.kind] = row.at
        return found

    async def numbers_of(self, workspace_id: str, kind: str, recipients: Sequence[str]) -> dict[str, Numbers]:
        """By recipient the cycles of this kind that are kept; those without any are left out."""
        values = {"ws": workspace_id, "of_kind": kind, "recipients": list(recipients)}
        rows = await self._all(queries.NUMBERS_OF, values)
        return {row.recipient: Numbers(row.first, row.last_sent) for row in rows}

    async def list_about(self, workspace_id: str, kind: str, subjects: Sequence[str]) -> list[OutboxMessage]:
        """Every message of a kind about these, whatever became of it; the earliest first."""
        values = {"ws": workspace_id, "of_kind": kind, "subjects": list(subjects)}
        return [noun_of(OutboxMessage, row) for row in await self._all(queries.LIST_ABOUT, values)]

    async def counts(self, workspace_id: str) -> dict[DeliveryState, int]:
        return {row.state: row.messages for row in await self._all(queries.COUNTS, {"ws": workspace_id})}

    async def _mark(self, statement: Any, message: OutboxMessage, **values: Any) -> bool:
        return (await self._run(statement, {**_mine(message), **values})).rowcount == 1


def _mine(message: OutboxMessage) -> dict[str, Any]:
    return {"message": message.id, "ws": message.workspace_id, "token": message.attempts}


def _number(message: OutboxMessage) -> int:
    return message.id


def _in_order(rows: Sequence[Marked]) -> list[Marked]:
    """By the number of their message, as everybody locks them."""
    return sorted(rows, key=lambda row: row[0].id)
