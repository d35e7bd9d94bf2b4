"""The only sender of what the bot says by itself: claims what is due, asks if it is still true, sends it."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.content import Content
from bot.delivery.grouping import (
    Bundle,
    Part,
    batches_of,
    client_message_id,
    group_by_recipient,
    list_readers,
)
from bot.delivery.kind import Kinds, nothing_more
from bot.delivery.outcomes import TRY_AGAIN, Outcomes, name_for_log, postponed
from bot.delivery.preparing import Delivery, Preparer, Round, group_of
from bot.delivery.reading import Facts, read_facts
from bot.domain.delivery.outbox import LEASE, DeliveryState, OutboxMessage
from bot.slack.do_not_disturb import DoNotDisturb, Who
from bot.slack.errors import RateLimited, Refused, SlackProblem, Unclear, Unreachable
from bot.slack.gateway import Posted, SlackGateway
from bot.slack.pacing import OPEN, Pace, Queue
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.views.charts.block import NOT_DRAWN, without_charts
from bot.views.delivery.together import together

logger = logging.getLogger(__name__)

CLAIMED_AT_ONCE = 100
# What these need is read together, so that nothing judged is older than a few posts.
READ_AT_ONCE = 20
# A tick that has more to do leaves it to the next one.
BATCHES = 20
AT_ONCE = 8
# An answer that takes longer does not hold up the others.
PATIENCE = timedelta(milliseconds=200)
# Nothing is wrong with the message: whoever runs Lamplight has to mend the installation.
OURS_TO_MEND = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_authed",
        "not_installed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)


class Sender:
    """The only sender of what the bot says by itself. Safe to run in any number of processes on PostgreSQL.

    Rows are claimed by lease.
    """

    def __init__(
        self,
        *,
        db: Database,
        slack: SlackGateway,
        content: Content,
        kinds: Kinds,
        pace: Pace | None = None,
    ) -> None:
        self._db = db
        self._slack = slack
        self._content = content
        self._kinds = kinds
        self._pace = pace or Pace()
        self._do_not_disturb = DoNotDisturb(slack, self._pace)
        self._outcomes = Outcomes(db, kinds)
        self._preparer = Preparer(db=db, content=content, kinds=kinds, pace=self._pace)
        self._stopping = False

    def stop(self) -> None:
        """Start nothing new from here on; what is on its way still gets its answer. Idempotent."""
        self._stopping = True

    async def deliver_due(self, clock: Clock) -> int:
        """Claim and send what is due, at most 2,000 rows. Returns how many rows left.

        The failure of one row never stops the others.
        """
        sent, queue = 0, Queue(self._pace)
        for _ in range(BATCHES):
            claimed = await self._claim(clock(), queue)
            round_ = Round(clock, await self._read_do_not_disturb(claimed, clock()), queue)
            sent += await self._hand_out(claimed, round_)
            if len(claimed) < CLAIMED_AT_ONCE or self._stopping:
                break
        return sent

    async def recover(self, now: datetime) -> None:
        """Settle what a stopped process left: put its claims back, and its unanswered sends by kind."""
        async with self._db.statement() as repos:
            stale = await repos.outbox.list_stale(now, CLAIMED_AT_ONCE)
        claimed = [one for one in stale if one.state is DeliveryState.CLAIMED]
        sending = [one for one in stale if one.state is DeliveryState.SENDING]
        if claimed:
            async with self._db.transaction() as repos:
                await repos.outbox.reschedule_all([(one, now) for one in claimed])
        if sending:
            await self._outcomes.settle_unknown(sending, now)

    async def _claim(self, now: datetime, queue: Queue) -> list[OutboxMessage]:
        async with self._db.statement() as repos:
            return await repos.outbox.claim(now, CLAIMED_AT_ONCE, LEASE, blocked=queue.blocked(now))

    async def _hand_out(self, claimed: Sequence[OutboxMessage], round_: Round) -> int:
        """Send in order while Slack is quick; a slow answer is waited for beside the next few."""
        tasks: set[asyncio.Task[int]] = set()
        async with asyncio.TaskGroup() as group:
            for batch in batches_of(group_by_recipient(claimed, self._kinds), READ_AT_ONCE):
                facts: dict[str, Facts | None] = {}
                for bundle in batch:
                    # Asked first, because most of a long queue cannot leave yet, and judging it is dear.
                    if self._preparer.is_too_early(bundle, round_):
                        continue
                    while len(on_their_way := {task for task in tasks if not task.done()}) >= AT_ONCE:
                        await asyncio.wait(on_their_way, return_when=asyncio.FIRST_COMPLETED)
                    if bundle.workspace_id not in facts:
                        facts[bundle.workspace_id] = await self._try_to_read(
                            batch, bundle.workspace_id, round_
                        )
                    task = group.create_task(self._guarded(bundle, facts[bundle.workspace_id], round_))
                    tasks.add(task)
                    await asyncio.wait({task}, timeout=PATIENCE.total_seconds())
        await self._outcomes.try_to_settle(round_.verdicts)
        return sum(task.result() for task in tasks)

    async def _try_to_read(self, batch: Sequence[Bundle], workspace_id: str, round_: Round) -> Facts | None:
        """Read what all rows of a batch need in one workspace; None if that fails, and each reads its own."""
        messages = [one for bundle in batch if bundle.workspace_id == workspace_id for one in bundle.messages]
        try:
            return await self._read(messages, round_)
        except Exception:
            logger.exception("%s could not be read together", name_for_log(messages))
            return None

    async def _read(self, messages: Sequence[OutboxMessage], round_: Round) -> Facts:
        workspace_id, now = messages[0].workspace_id, round_.clock()
        return await self._db.in_one_trip(
            partial(
                read_facts,
                workspace_id=workspace_id,
                messages=messages,
                kinds=self._kinds,
                content=self._content,
                now=now,
            )
        )

    async def _guarded(self, bundle: Bundle, facts: Facts | None, round_: Round) -> int:
        now = round_.clock()
        try:
            if self._stopping:
                await self._outcomes.postpone(bundle.messages, now, why="stopped")
                return 0
            delivery = await self._preparer.prepare(
                bundle, facts or await self._read(bundle.messages, round_), round_
            )
            posted = await self._send(delivery) if delivery else None
        except Exception:
            logger.exception("%s could not be handled", name_for_log(bundle.messages))
            again = postponed(now + TRY_AGAIN, why="failed here")
            await self._outcomes.try_to_settle([(message, again) for message in bundle.messages])
            return 0
        if delivery is None or posted is None:
            return 0
        for part in delivery.parts:
            await self._enclose(part, posted)
        try:
            await self._record(delivery, posted)
        except Exception:
            # It stays as being sent, and recover settles it by its kind: putting it off would repeat a nudge.
            logger.exception("%s left and could not be recorded", name_for_log(bundle.messages))
        return len(delivery.parts)

    async def _read_do_not_disturb(
        self, claimed: Sequence[OutboxMessage], now: datetime
    ) -> Mapping[Who, datetime]:
        """Ask Slack until when recipients may not be disturbed; those who may be are left out.

        A group waits as long as one of its people.
        """
        async with self._db.statement() as repos:
            readers = await list_readers(repos, claimed, self._kinds)
        for workspace in {workspace for workspace, _ in readers}:
            people = [one for who, some in readers.items() if who[0] == workspace for one in some]
            await self._do_not_disturb.refresh(workspace, people, now)
        ends = {who: self._do_not_disturb.until(who[0], people, now) for who, people in readers.items()}
        return {who: end for who, end in ends.items() if end}

    async def _send(self, delivery: Delivery) -> Posted | None:
        """Post a delivery; None if it did not leave, or nobody knows, and then the rows say which."""
        workspace, now = delivery.workspace_id, delivery.now
        try:
            posted = await self._post(delivery)
        except RateLimited as limit:
            self._pace.back_off(workspace, limit.method, now, limit.retry_after)
            await self._in_trouble(delivery, until=now + limit.retry_after, why="Slack asked to wait")
        except Unreachable:
            await self._in_trouble(
                delivery, until=self._pace.note_failure(workspace, now), why="Slack was away"
            )
        except Refused as refused:
            await self._refused(delivery, why=refused.error)
        except Unclear as unclear:
            again = self._pace.note_failure(workspace, now)
            if unclear.method == OPEN:
                await self._in_trouble(delivery, until=again, why="Slack was away")
            else:
                await self._outcomes.settle_unknown(delivery.messages, now)
        else:
            self._pace.note_success(workspace)
            return posted
        return None

    async def _post(self, delivery: Delivery) -> Posted:
        says = together([part.says for part in delivery.parts])
        channel = await self._channel(delivery.parts[0])
        belt = client_message_id(delivery.parts)
        try:
            return await self._slack.post(delivery.workspace_id, channel, says, client_msg_id=belt)
        except Refused as refused:
            in_words = without_charts(says) if refused.error in NOT_DRAWN else None
            if in_words is None:
                raise
        return await self._slack.post(delivery.workspace_id, channel, in_words, client_msg_id=belt)

    async def _channel(self, part: Part) -> str:
        """A group's conversation is opened each time, which gives the same one to the same people.

        An id from before may lead nowhere, after a token was revoked for one, or into a channel with others.
        """
        if mentorship := group_of(part):
            return await self._slack.open_group(mentorship.workspace_id, mentorship.user_ids)
        return part.message.recipient

    async def _record(self, delivery: Delivery, posted: Posted) -> None:
        if len(delivery.parts) > 1 or delivery.parts[0].kind.when_sent is not nothing_more:
            return await self._db.in_one_trip(partial(_mark_sent, delivery=delivery, posted=posted))
        async with self._db.statement() as repos:
            await _mark_sent(repos, delivery=delivery, posted=posted)

    async def _enclose(self, part: Part, posted: Posted) -> None:
        """Upload a part's files. The message has left by now, and its button brings a file that got lost."""
        files = part.kind.encloses(part.situation)
        if not files:
            return
        message = part.message
        try:
            await self._slack.upload_files(message.workspace_id, posted.channel, files)
        except SlackProblem as problem:
            logger.warning("the file of message %s (%s) is missing: %s", message.id, message.kind, problem)

    async def _in_trouble(self, delivery: Delivery, *, until: datetime, why: str) -> None:
        await self._outcomes.postpone(delivery.messages, until, why=why)

    async def _refused(self, delivery: Delivery, *, why: str) -> None:
        if why not in OURS_TO_MEND:
            return await self._outcomes.refused(delivery.messages, delivery.now, why=why)
        logger.error("Slack refuses everything in %s: %s", delivery.workspace_id, why)
        self._pace.back_off(delivery.workspace_id, "", delivery.now, TRY_AGAIN)
        return await self._in_trouble(delivery, until=delivery.now + TRY_AGAIN, why=why)


async def _mark_sent(repos: Repositories, *, delivery: Delivery, posted: Posted) -> None:
    for part in sorted(delivery.parts, key=lambda part: part.message.id):
        await repos.outbox.finish(
            part.message,
            DeliveryState.SENT,
            outcome="sent",
            now=delivery.now,
            channel_id=posted.channel,
            message_ts=posted.ts,
        )
        await part.kind.when_sent(repos, part.situation, posted.channel)
