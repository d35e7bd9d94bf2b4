"""The only sender of what the bot says by itself: claims what is due, asks if it is still true, sends it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from bot.content import Content
from bot.domain.outbox import DeliveryState, OutboxMessage
from bot.nudges.kind import AnyKind, Audience, IfUnknown, PairSituation, Situation
from bot.nudges.verdict import Verdict, judge, load, readers_of
from bot.slack.errors import RateLimited, Refused, SlackProblem, Unclear
from bot.slack.gateway import Posted, SlackGateway
from bot.slack.quiet import DoNotDisturb
from bot.storage.database import Database
from bot.storage.repositories import Repositories

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
BATCH = 100
ONE_MESSAGE = UUID("5bd1a3f0-6c5f-4f0e-9a52-0d6b9f1c7e21")
TRY_AGAIN = timedelta(minutes=10)
MOST_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Left:
    """A message that Slack has taken, and where it is now."""

    situation: Situation
    posted: Posted


class Messenger:
    """Delivers what is due. Safe to run in any number of processes on PostgreSQL.

    Rows are claimed by lease.
    """

    def __init__(
        self, *, db: Database, slack: SlackGateway, content: Content, kinds: Mapping[str, AnyKind]
    ) -> None:
        self._db = db
        self._slack, self._quiet = slack, DoNotDisturb(slack)
        self._content = content
        self._kinds = kinds

    async def deliver_due(self, now: datetime) -> int:
        """Handle every message due by `now`; returns how many left.

        One row's failure never stops the others.
        """
        sent = 0
        while claimed := await self._claim(now):
            for message in claimed:
                sent += await self._guarded(message, now)
            if len(claimed) < BATCH:
                break
        return sent

    async def recover(self, now: datetime) -> None:
        """Settle what a stopped process left behind: claims go back, unanswered sends go by their kind."""
        async with self._db.transaction() as repos:
            for message in await repos.outbox.list_stale(now, BATCH):
                if message.state is DeliveryState.CLAIMED:
                    await repos.outbox.reschedule(message, now)
                else:
                    await self._settle_unknown(repos, message, now)

    async def _claim(self, now: datetime) -> list[OutboxMessage]:
        async with self._db.statement() as repos:
            return await repos.outbox.claim(now, BATCH, LEASE)

    async def _guarded(self, message: OutboxMessage, now: datetime) -> bool:
        try:
            left = await self._deliver(message, now)
        except Exception:
            logger.exception("message %s (%s) could not be handled", message.id, message.kind)
            await self._put_off(message, now, until=now + TRY_AGAIN, why="failed here")
            return False
        if left is None:
            return False
        try:
            await self._record(left)
        except Exception:
            # It stays as being sent, and recover settles it by its kind: putting it off would repeat a nudge.
            logger.exception("message %s (%s) left and could not be recorded", message.id, message.kind)
        return True

    async def _deliver(self, message: OutboxMessage, now: datetime) -> Left | None:
        """None when it did not leave; what becomes of it is in its row."""
        kind = self._kinds[message.kind]
        async with self._db.transaction() as repos:
            loaded = await load(repos, message, kind, content=self._content, now=now)
            verdict = judge(kind, loaded, content=self._content) if loaded else Verdict(why="no longer here")
            if loaded and verdict.send and not await kind.fits(repos, loaded.situation):
                verdict = Verdict(why="no longer fits")
            if loaded is None or not verdict.send:
                await _put_away(repos, message, verdict, now)
                return None
        readers = readers_of(kind, loaded.situation)
        if quiet := await self._quiet.until(message.workspace_id, readers, now):
            await self._put_off(message, now, until=quiet, why="do not disturb")
            return None
        async with self._db.statement() as repos:
            if not await repos.outbox.start_sending(message, now):
                return None
        return await self._send(kind, loaded.situation)

    async def _send(self, kind: AnyKind, situation: Situation) -> Left | None:
        message, now = situation.message, situation.now
        try:
            channel = await self._channel(kind, situation)
            posted = await self._slack.post(
                message.workspace_id,
                channel,
                kind.say(situation).to_dict(),
                client_msg_id=str(uuid5(ONE_MESSAGE, repr(message.key))),
            )
        except RateLimited as limit:
            await self._put_off(message, now, until=now + limit.retry_after, why="Slack asked to wait")
            return None
        except Refused as refused:
            await self._refused(message, now, why=refused.error)
            return None
        except Unclear:
            async with self._db.transaction() as repos:
                await self._settle_unknown(repos, message, now)
            return None
        await self._enclose(kind, situation, posted)
        return Left(situation, posted)

    async def _enclose(self, kind: AnyKind, situation: Situation, posted: Posted) -> None:
        """The message has left by now, and its button brings a file that got lost."""
        files = kind.encloses(situation)
        if not files:
            return
        message = situation.message
        try:
            await self._slack.upload_files(message.workspace_id, posted.channel, files)
        except SlackProblem as problem:
            logger.warning("the file of message %s (%s) is missing: %s", message.id, message.kind, problem)

    async def _record(self, left: Left) -> None:
        message, posted = left.situation.message, left.posted
        async with self._db.transaction() as repos:
            await repos.outbox.finish(
                message,
                DeliveryState.SENT,
                outcome="sent",
                now=left.situation.now,
                channel_id=posted.channel,
                message_ts=posted.ts,
            )
            await self._kinds[message.kind].when_sent(repos, left.situation, posted.channel)

    async def _channel(self, kind: AnyKind, situation: Situation) -> str:
        if not isinstance(situation, PairSituation) or kind.audience is not Audience.GROUP:
            return situation.message.recipient
        mentorship = situation.mentorship
        return mentorship.channel_id or await self._slack.open_group(
            mentorship.workspace_id, mentorship.user_ids
        )

    async def _refused(self, message: OutboxMessage, now: datetime, *, why: str) -> None:
        """A clear no is tried again, less and less often, and then left for a person to look at."""
        if message.attempts < MOST_ATTEMPTS:
            return await self._put_off(message, now, until=now + TRY_AGAIN * 2**message.attempts, why=why)
        logger.error("message %s (%s) was refused for good: %s", message.id, message.kind, why)
        async with self._db.statement() as repos:
            await repos.outbox.finish(message, DeliveryState.FAILED, outcome=why, now=now)
        return None

    async def _settle_unknown(self, repos: Repositories, message: OutboxMessage, now: datetime) -> None:
        kind = self._kinds.get(message.kind)
        again = kind is not None and kind.if_unknown is IfUnknown.SEND_AGAIN
        if again and message.attempts < MOST_ATTEMPTS:
            await repos.outbox.reschedule(message, now + TRY_AGAIN)
        else:
            await repos.outbox.finish(message, DeliveryState.UNKNOWN, outcome="no clear answer", now=now)

    async def _put_off(self, message: OutboxMessage, now: datetime, *, until: datetime, why: str) -> None:
        async with self._db.statement() as repos:
            await _put_away(repos, message, Verdict(wait_until=until, why=why), now)


async def _put_away(repos: Repositories, message: OutboxMessage, verdict: Verdict, now: datetime) -> None:
    if verdict.wait_until and verdict.wait_until < message.expires_at:
        await repos.outbox.reschedule(message, verdict.wait_until)
    else:
        await repos.outbox.finish(message, DeliveryState.DROPPED, outcome=verdict.why, now=now)
