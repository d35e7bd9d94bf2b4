"""The only sender of what the bot says by itself: claims what is due, asks if it is still true, sends it."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.content import Content
from bot.delivery.grouping import (
    Bundle,
    Part,
    client_message_id,
    group_by_recipient,
    list_readers,
    split_by_room,
)
from bot.delivery.kind import Audience, Kinds, MentorshipSituation
from bot.delivery.loading import load
from bot.delivery.outcomes import TRY_AGAIN, Outcomes, name_for_log
from bot.delivery.verdict import Verdict, judge, moment_after_another
from bot.domain.delivery.outbox import LEASE, DeliveryState, OutboxMessage
from bot.slack.do_not_disturb import DoNotDisturb, Who
from bot.slack.errors import RateLimited, Refused, SlackProblem, Unclear, Unreachable
from bot.slack.gateway import Posted, SlackGateway
from bot.slack.pacing import OPEN, POST, Pace, Queue
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.views.delivery.together import together

logger = logging.getLogger(__name__)

BATCH = 100
# A tick that has more to do leaves it to the next one.
BATCHES = 20
AT_ONCE = 8
# An answer that takes longer does not hold up the others.
PATIENCE = timedelta(milliseconds=200)
PACE = "Slack's limits"
# Before a mentorship is asked something else.
TIME_TO_ANSWER = timedelta(days=1)
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


@dataclass(slots=True)
class _Round:
    """The facts of all rows that were claimed together."""

    clock: Clock
    do_not_disturb_until: Mapping[Who, datetime]
    queue: Queue


@dataclass(frozen=True, slots=True)
class _Delivery:
    """Rows that leave as one message, marked as being sent at `now`."""

    workspace_id: str
    parts: Sequence[Part]
    now: datetime

    @property
    def messages(self) -> Sequence[OutboxMessage]:
        return [part.message for part in self.parts]


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
            round_ = _Round(clock, await self._read_do_not_disturb(claimed, clock()), queue)
            sent += await self._hand_out(claimed, round_)
            if len(claimed) < BATCH or self._stopping:
                break
        return sent

    async def recover(self, now: datetime) -> None:
        """Settle what a stopped process left: put its claims back, and its unanswered sends by kind."""
        async with self._db.statement() as repos:
            stale = await repos.outbox.list_stale(now, BATCH)
        for message in stale:
            async with self._db.statement() as repos:
                if message.state is DeliveryState.CLAIMED:
                    await repos.outbox.reschedule(message, now)
                else:
                    await self._outcomes.settle_unknown(repos, message, now)

    async def _claim(self, now: datetime, queue: Queue) -> list[OutboxMessage]:
        async with self._db.statement() as repos:
            return await repos.outbox.claim(now, BATCH, LEASE, blocked=queue.blocked(now))

    async def _hand_out(self, claimed: Sequence[OutboxMessage], round_: _Round) -> int:
        """Send in order while Slack is quick; a slow answer is waited for beside the next few."""
        tasks: set[asyncio.Task[int]] = set()
        waiting: list[tuple[OutboxMessage, datetime]] = []
        async with asyncio.TaskGroup() as group:
            for bundle in group_by_recipient(claimed, self._kinds):
                # Asked first, because most of a long queue cannot leave yet, and judging it is dear.
                now = round_.clock()
                if (leaves_at := _leaves_at(bundle.messages, [POST], round_.queue, now)) > now:
                    waiting += [(message, leaves_at) for message in bundle.messages]
                    continue
                while len(on_their_way := {task for task in tasks if not task.done()}) >= AT_ONCE:
                    await asyncio.wait(on_their_way, return_when=asyncio.FIRST_COMPLETED)
                task = group.create_task(self._guarded(bundle, round_))
                tasks.add(task)
                await asyncio.wait({task}, timeout=PATIENCE.total_seconds())
        if waiting:
            await self._outcomes.try_to_postpone(waiting, round_.clock(), why=PACE)
        return sum(task.result() for task in tasks)

    async def _guarded(self, bundle: Bundle, round_: _Round) -> int:
        now = round_.clock()
        try:
            if self._stopping:
                await self._outcomes.postpone([(one, now) for one in bundle.messages], now, why="stopped")
                return 0
            delivery = await self._prepare(bundle, round_)
            posted = await self._send(delivery) if delivery else None
        except Exception:
            logger.exception("%s could not be handled", name_for_log(bundle.messages))
            again = [(message, now + TRY_AGAIN) for message in bundle.messages]
            await self._outcomes.try_to_postpone(again, now, why="failed here")
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

    async def _prepare(self, bundle: Bundle, round_: _Round) -> _Delivery | None:
        """Judge a bundle and mark what leaves; None if nothing does, and then the rows say why."""
        now = round_.clock()
        async with self._db.transaction() as repos:
            await repos.outbox.lock_recipient(bundle.workspace_id, bundle.recipient)
            judged = [await self._judged(repos, message, now, round_) for message in bundle.messages]
            parts, others = split_by_room([part for part in judged if part])
            for part in others:
                await self._keep_for_later(repos, part, now)
            if not parts or not await self._take_pace(repos, parts, now, round_):
                return None
            started = [part for part in parts if await repos.outbox.start_sending(part.message, now)]
        return _Delivery(bundle.workspace_id, started, now) if started else None

    async def _judged(
        self, repos: Repositories, message: OutboxMessage, now: datetime, round_: _Round
    ) -> Part | None:
        """Judge one row: the part it becomes, or None if it does not leave now, and then the row says why."""
        kind = self._kinds[message.kind]
        loaded = await load(repos, message, kinds=self._kinds, content=self._content, now=now)
        verdict = judge(kind, loaded, content=self._content) if loaded else Verdict(why="no longer here")
        until = round_.do_not_disturb_until.get((message.workspace_id, message.recipient), now)
        if verdict.send and until > now:
            verdict = Verdict(wait_until=until, why="do not disturb")
        if loaded and verdict.send and not await kind.fits(repos, loaded.situation):
            verdict = Verdict(why="no longer fits")
        if loaded is None or not verdict.send:
            await self._outcomes.apply_verdict(repos, message, verdict, now)
            return None
        return Part(kind, loaded, kind.say(loaded.situation))

    async def _keep_for_later(self, repos: Repositories, part: Part, now: datetime) -> None:
        moment = moment_after_another(part.kind, part.loaded, after=TIME_TO_ANSWER, content=self._content)
        await self._outcomes.apply_verdict(
            repos, part.message, Verdict(wait_until=moment, why="no room beside others"), now
        )

    async def _take_pace(
        self, repos: Repositories, parts: Sequence[Part], now: datetime, round_: _Round
    ) -> bool:
        """Count a message towards Slack's limits, and say True; where they forbid it, put its rows back."""
        messages = [part.message for part in parts]
        methods = [OPEN, POST] if _needs_opening(parts[0]) else [POST]
        if (leaves_at := _leaves_at(messages, methods, round_.queue, now)) > now:
            for message in messages:
                verdict = Verdict(wait_until=leaves_at, why=PACE, in_vain=True)
                await self._outcomes.apply_verdict(repos, message, verdict, now)
            return False
        for method in methods:
            self._pace.take(messages[0].workspace_id, method, now, channel=messages[0].recipient)
        return True

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

    async def _send(self, delivery: _Delivery) -> Posted | None:
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
                await self._outcomes.unclear(delivery.messages, now)
        else:
            self._pace.note_success(workspace)
            return posted
        return None

    async def _post(self, delivery: _Delivery) -> Posted:
        says = together([part.says for part in delivery.parts])
        channel = await self._channel(delivery.parts[0])
        belt = client_message_id(delivery.parts)
        return await self._slack.post(delivery.workspace_id, channel, says, client_msg_id=belt)

    async def _channel(self, part: Part) -> str:
        situation = part.situation
        if part.kind.audience is not Audience.GROUP or not isinstance(situation, MentorshipSituation):
            return part.message.recipient
        mentorship = situation.mentorship
        return mentorship.channel_id or await self._slack.open_group(
            mentorship.workspace_id, mentorship.user_ids
        )

    async def _record(self, delivery: _Delivery, posted: Posted) -> None:
        async with self._db.transaction() as repos:
            for part in delivery.parts:
                await repos.outbox.finish(
                    part.message,
                    DeliveryState.SENT,
                    outcome="sent",
                    now=delivery.now,
                    channel_id=posted.channel,
                    message_ts=posted.ts,
                )
                await part.kind.when_sent(repos, part.situation, posted.channel)

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

    async def _in_trouble(self, delivery: _Delivery, *, until: datetime, why: str) -> None:
        await self._outcomes.postpone([(one, until) for one in delivery.messages], delivery.now, why=why)

    async def _refused(self, delivery: _Delivery, *, why: str) -> None:
        if why not in OURS_TO_MEND:
            return await self._outcomes.refused(delivery.messages, delivery.now, why=why)
        logger.error("Slack refuses everything in %s: %s", delivery.workspace_id, why)
        self._pace.back_off(delivery.workspace_id, "", delivery.now, TRY_AGAIN)
        return await self._in_trouble(delivery, until=delivery.now + TRY_AGAIN, why=why)


def _needs_opening(part: Part) -> bool:
    """Tell whether the group conversation has yet to be opened."""
    situation = part.situation
    if part.kind.audience is not Audience.GROUP or not isinstance(situation, MentorshipSituation):
        return False
    return situation.mentorship.channel_id is None


def _leaves_at(
    messages: Sequence[OutboxMessage], methods: Sequence[str], queue: Queue, now: datetime
) -> datetime:
    """Ask when one message of all of these may leave by Slack's limits: `now`, or later."""
    workspace, channel = messages[0].workspace_id, messages[0].recipient
    moments = (queue.enter(workspace, method, now, channel=channel) for method in methods)
    return next((moment for moment in moments if moment > now), now)
