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
from bot.storage.repositories import Repositories

logger = logging.getLogger(__name__)

TRY_AGAIN = timedelta(minutes=10)
MOST_REFUSALS = 8


class Outcomes:
    """The marks put on claimed rows that did not leave. A row that was claimed again since stays as it is."""

    def __init__(self, db: Database, kinds: Kinds) -> None:
        self._db, self._kinds = db, kinds

    async def apply_verdict(
        self, repos: Repositories, message: OutboxMessage, verdict: Verdict, now: datetime
    ) -> None:
        """Put a row back until its verdict's moment, or else end it.

        Without a moment before the row expires it is dropped; or it fails, and waits for a person to look at
        it, if the verdict is `in_vain` and its kind matters.
        """
        if verdict.wait_until and verdict.wait_until < message.expires_at:
            await repos.outbox.reschedule(message, verdict.wait_until, anew=verdict.anew)
            return
        lost = verdict.in_vain and self._matters(message)
        into = DeliveryState.FAILED if lost else DeliveryState.DROPPED
        await repos.outbox.finish(message, into, outcome=verdict.why, now=now)

    async def postpone(
        self, waiting: Iterable[tuple[OutboxMessage, datetime]], now: datetime, *, why: str
    ) -> None:
        """Put rows back into the queue, each until its moment, in one transaction.

        Nothing is wrong with them: no refusal is counted. A row that expires before its moment ends.
        """
        async with self._db.transaction() as repos:
            for message, until in waiting:
                verdict = Verdict(wait_until=until, why=why, in_vain=True)
                await self.apply_verdict(repos, message, verdict, now)

    async def try_to_postpone(
        self, waiting: Sequence[tuple[OutboxMessage, datetime]], now: datetime, *, why: str
    ) -> None:
        """Postpone rows; if that fails, log it and leave the rows to the end of their lease."""
        try:
            await self.postpone(waiting, now, why=why)
        except Exception:
            logger.exception("%s could not be put back", name_for_log([message for message, _ in waiting]))

    async def refused(self, messages: Sequence[OutboxMessage], now: datetime, *, why: str) -> None:
        """Reschedule rows that Slack clearly refused, less and less often, at most eight times in all.

        After that, or when a row would come too late, it fails and waits for a person to look at it.
        """
        async with self._db.transaction() as repos:
            for message in messages:
                again = now + TRY_AGAIN * (2 << message.refusals)
                if message.refusals + 1 < MOST_REFUSALS and again < message.expires_at:
                    await repos.outbox.reschedule(message, again, refused=True)
                    continue
                logger.error("message %s (%s) was refused for good: %s", message.id, message.kind, why)
                await repos.outbox.finish(message, DeliveryState.FAILED, outcome=why, now=now)

    async def unclear(self, messages: Sequence[OutboxMessage], now: datetime) -> None:
        """Settle rows that were sent without a clear answer, in one transaction."""
        async with self._db.transaction() as repos:
            for message in messages:
                await self.settle_unknown(repos, message, now)

    async def settle_unknown(self, repos: Repositories, message: OutboxMessage, now: datetime) -> None:
        """Send a row again, or count it as sent, when nobody knows whether it arrived.

        Its kind says what is worse, twice or never.
        """
        again = now + TRY_AGAIN * (1 << message.refusals)
        tries = message.refusals + 1 < MOST_REFUSALS and again < message.expires_at
        if self._matters(message) and tries:
            await repos.outbox.reschedule(message, again, refused=True)
        else:
            await repos.outbox.may_have_left(message, outcome="no clear answer")

    def _matters(self, message: OutboxMessage) -> bool:
        kind = self._kinds.get(message.kind)
        return kind is not None and kind.if_unknown is IfUnknown.SEND_AGAIN


def name_for_log(messages: Sequence[OutboxMessage]) -> str:
    """Name rows for the log by number and kind: nothing that tells of a person."""
    return ", ".join(f"message {one.id} ({one.kind})" for one in messages)
