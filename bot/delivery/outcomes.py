"""Marks messages that did not leave, or may have: back into the queue, or for a person to look at.

Nothing here decides whether it may leave; that is bot.delivery.sender's.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.delivery.kind import IfUnknown, Kinds
from bot.delivery.verdict import Verdict
from bot.domain.delivery.outbox import DeliveryState, OutboxMessage
from bot.storage.database import Database

logger = logging.getLogger(__name__)

TRY_AGAIN = timedelta(minutes=10)
MOST_REFUSALS = 8


class Outcomes:
    """The marks put on claimed rows that did not leave. A row that was claimed again since stays as it is."""

    def __init__(self, db: Database, kinds: Kinds) -> None:
        self._db, self._kinds = db, kinds

    async def settle(self, verdicts: Sequence[tuple[OutboxMessage, Verdict]]) -> None:
        """Put rows back until their verdict's moment, or else end them, all in one transaction.

        Without a moment before it expires a row is dropped; or it fails, and waits for a person to look at
        it, if the verdict is `in_vain` and its kind matters.
        """
        if not verdicts:
            return
        waiting: dict[bool, list[tuple[OutboxMessage, datetime]]] = {False: [], True: []}
        for message, verdict in verdicts:
            if until := _until(message, verdict):
                waiting[verdict.anew].append((message, until))
        ended = [
            (message, self._end_of(message, verdict), verdict.why)
            for message, verdict in verdicts
            if not _until(message, verdict)
        ]
        async with self._db.transaction() as repos:
            for anew, some in waiting.items():
                await repos.outbox.reschedule_all(some, anew=anew)
            await repos.outbox.finish_all(ended)

    async def postpone(self, messages: Iterable[OutboxMessage], until: datetime, *, why: str) -> None:
        """Put rows back into the queue until a moment, in one transaction.

        Nothing is wrong with them: no refusal is counted. A row that expires before its moment ends.
        """
        await self.settle([(one, postponed(until, why=why)) for one in messages])

    async def try_to_settle(self, verdicts: Sequence[tuple[OutboxMessage, Verdict]]) -> None:
        """Settle rows; if that fails, log it and leave the rows to the end of their lease."""
        try:
            await self.settle(verdicts)
        except Exception:
            logger.exception("%s could not be put back", name_for_log([message for message, _ in verdicts]))

    async def refused(self, messages: Sequence[OutboxMessage], now: datetime, *, why: str) -> None:
        """Reschedule rows that Slack clearly refused, less and less often, at most eight times in all.

        After that, or when a row would come too late, it fails and waits for a person to look at it.
        """
        tries = [(one, now + TRY_AGAIN * (2 << one.refusals)) for one in messages]
        again = [(one, at) for one, at in tries if _may_try(one, at)]
        failed = [one for one, at in tries if not _may_try(one, at)]
        for message in failed:
            logger.error("message %s (%s) was refused for good: %s", message.id, message.kind, why)
        async with self._db.transaction() as repos:
            await repos.outbox.reschedule_all(again, refused=True)
            await repos.outbox.finish_all([(one, DeliveryState.FAILED, why) for one in failed])

    async def settle_unknown(self, messages: Sequence[OutboxMessage], now: datetime) -> None:
        """Send rows again, or count them as sent, when nobody knows whether they arrived.

        The kind of each says what is worse, twice or never.
        """
        tries = [(one, now + TRY_AGAIN * (1 << one.refusals)) for one in messages]
        again = [(one, at) for one, at in tries if self._matters(one) and _may_try(one, at)]
        others = [one for one, at in tries if not (self._matters(one) and _may_try(one, at))]
        async with self._db.transaction() as repos:
            await repos.outbox.reschedule_all(again, refused=True)
            await repos.outbox.all_may_have_left(others, outcome="no clear answer")

    def _end_of(self, message: OutboxMessage, verdict: Verdict) -> DeliveryState:
        lost = verdict.in_vain and self._matters(message)
        return DeliveryState.FAILED if lost else DeliveryState.DROPPED

    def _matters(self, message: OutboxMessage) -> bool:
        kind = self._kinds.get(message.kind)
        return kind is not None and kind.if_unknown is IfUnknown.SEND_AGAIN


def postponed(until: datetime, *, why: str) -> Verdict:
    """Give the verdict on a row that is still true and can't leave before a moment."""
    return Verdict(wait_until=until, why=why, in_vain=True)


def _until(message: OutboxMessage, verdict: Verdict) -> datetime | None:
    """The moment until which a row waits; None if it ends."""
    until = verdict.wait_until
    return until if until and until < message.expires_at else None


def _may_try(message: OutboxMessage, at: datetime) -> bool:
    return message.refusals + 1 < MOST_REFUSALS and at < message.expires_at


def name_for_log(messages: Sequence[OutboxMessage]) -> str:
    """Name rows for the log by number and kind: nothing that tells of a person."""
    return ", ".join(f"message {one.id} ({one.kind})" for one in messages)
