"""Makes one message of the rows for one recipient: judged, put together, and marked as being sent.

What does not leave is left to the round, which puts all of it back at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.content import Content
from bot.delivery.grouping import Bundle, Part, split_by_room
from bot.delivery.kind import AnyKind, Audience, Kinds, MentorshipSituation, Situation, always
from bot.delivery.loading import load_from
from bot.delivery.outcomes import postponed
from bot.delivery.reading import Facts, Sent
from bot.delivery.verdict import Verdict, judge, moment_after_another
from bot.domain.delivery.outbox import OutboxMessage
from bot.domain.mentorships.mentorships import Mentorship
from bot.slack.do_not_disturb import Who
from bot.slack.pacing import OPEN, POST, Pace, Queue
from bot.storage.database import Database
from bot.storage.repositories import Repositories

PACE = "Slack's limits"
# Before a mentorship is asked something else.
TIME_TO_ANSWER = timedelta(days=1)


@dataclass(slots=True)
class Round:
    """The facts of all rows that were claimed together.

    `verdicts` are on those that do not leave, and are written together.
    """

    clock: Clock
    do_not_disturb_until: Mapping[Who, datetime]
    queue: Queue
    verdicts: list[tuple[OutboxMessage, Verdict]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Rows that leave as one message, marked as being sent at `now`."""

    workspace_id: str
    parts: Sequence[Part]
    now: datetime

    @property
    def messages(self) -> Sequence[OutboxMessage]:
        return [part.message for part in self.parts]


class Preparer:
    """Decides what leaves as one message, and marks it; safe beside others that do the same."""

    def __init__(self, *, db: Database, content: Content, kinds: Kinds, pace: Pace) -> None:
        self._db, self._content, self._kinds, self._pace = db, content, kinds, pace

    def is_too_early(self, bundle: Bundle, round_: Round) -> bool:
        """Tell whether Slack's limits forbid it to leave yet; its rows wait then."""
        now = round_.clock()
        leaves_at = _leaves_at(bundle.messages, [POST], round_.queue, now)
        if leaves_at > now:
            round_.verdicts += [(one, postponed(leaves_at, why=PACE)) for one in bundle.messages]
        return leaves_at > now

    async def prepare(self, bundle: Bundle, facts: Facts, round_: Round) -> Delivery | None:
        """Judge a bundle and mark what leaves; None if nothing does, and then the round knows why."""
        now = round_.clock()
        judged = [await self._judged(message, facts, now, round_) for message in bundle.messages]
        parts, others = split_by_room([part for part in judged if part])
        for part in others:
            self._keep_for_later(part, now, round_)
        if not parts or not self._take_pace(parts, now, round_):
            return None
        _note_asked(parts, facts, now)
        started = await self._start(parts, facts.sent, now)
        # They were let go of, or something else has left to the same person: they are judged anew.
        again, ours = postponed(now, why="no longer true"), {part.message.id for part in started}
        round_.verdicts += [(part.message, again) for part in parts if part.message.id not in ours]
        return Delivery(bundle.workspace_id, started, now) if started else None

    async def _judged(
        self, message: OutboxMessage, facts: Facts, now: datetime, round_: Round
    ) -> Part | None:
        """Judge one row: the part it becomes, or None if it does not leave now; then the round knows why."""
        kind = self._kinds[message.kind]
        loaded = load_from(facts, message, kinds=self._kinds, content=self._content, now=now)
        verdict = judge(kind, loaded, content=self._content) if loaded else Verdict(why="no longer here")
        until = round_.do_not_disturb_until.get((message.workspace_id, message.recipient), now)
        if verdict.send and until > now:
            verdict = Verdict(wait_until=until, why="do not disturb")
        if loaded and verdict.send and not await self._fits(kind, loaded.situation):
            verdict = Verdict(why="no longer fits")
        if loaded is None or not verdict.send:
            round_.verdicts.append((message, verdict))
            return None
        return Part(kind, loaded, kind.say(loaded.situation))

    async def _fits(self, kind: AnyKind, situation: Situation) -> bool:
        if kind.fits is always:
            return True
        async with self._db.transaction() as repos:
            return await kind.fits(repos, situation)

    def _keep_for_later(self, part: Part, now: datetime, round_: Round) -> None:
        moment = moment_after_another(part.kind, part.loaded, after=TIME_TO_ANSWER, content=self._content)
        round_.verdicts.append((part.message, Verdict(wait_until=moment, why="no room beside others")))

    def _take_pace(self, parts: Sequence[Part], now: datetime, round_: Round) -> bool:
        """Count a message towards Slack's limits, and say True; where they forbid it, its rows wait."""
        messages = [part.message for part in parts]
        methods = [OPEN, POST] if group_of(parts[0]) else [POST]
        if (leaves_at := _leaves_at(messages, methods, round_.queue, now)) > now:
            round_.verdicts += [(message, postponed(leaves_at, why=PACE)) for message in messages]
            return False
        for method in methods:
            self._pace.take(messages[0].workspace_id, method, now, channel=messages[0].recipient)
        return True

    async def _start(self, parts: Sequence[Part], sent: Sent, now: datetime) -> list[Part]:
        """Mark the parts of one message as being sent, and return those that are still ours to send.

        None is where another message that counts has left to the same person since what we know was read.
        """
        first = parts[0].message
        if not parts[0].kind.budgeted:
            if len(parts) > 1:
                return await self._db.in_one_trip(partial(_start_each, parts=parts, now=now))
            async with self._db.statement() as repos:
                return await _start_each(repos, parts=parts, now=now)
        started = await self._db.in_one_trip(partial(_start_counted, parts=parts, sent=sent, now=now))
        sent.to(first.recipient).update((part.message.id, now) for part in started)
        return started


def _note_asked(parts: Sequence[Part], facts: Facts, now: datetime) -> None:
    """For others of the batch, who may be of the same mentorship."""
    for part in parts:
        if part.kind.asks:
            facts.course.said.setdefault(part.message.subject, {})[part.kind.asks] = now


async def _start_each(repos: Repositories, *, parts: Sequence[Part], now: datetime) -> list[Part]:
    return [part for part in parts if await repos.outbox.start_sending(part.message, now)]


async def _start_counted(
    repos: Repositories, *, parts: Sequence[Part], sent: Sent, now: datetime
) -> list[Part]:
    first = parts[0].message
    known = {*sent.to(first.recipient), *(part.message.id for part in parts)}
    await repos.outbox.lock_recipient(first.workspace_id, first.recipient)
    return [
        part
        for part in parts
        if await repos.outbox.start_counted(part.message, now, since=sent.since, known=known)
    ]


def group_of(part: Part) -> Mentorship | None:
    """Look up whose conversation a message goes to. None if it is one person's, or a channel's."""
    if part.kind.audience is Audience.GROUP and isinstance(part.situation, MentorshipSituation):
        return part.situation.mentorship
    return None


def _leaves_at(
    messages: Sequence[OutboxMessage], methods: Sequence[str], queue: Queue, now: datetime
) -> datetime:
    """Ask when one message of all of these may leave by Slack's limits: `now`, or later."""
    workspace, channel = messages[0].workspace_id, messages[0].recipient
    moments = (queue.enter(workspace, method, now, channel=channel) for method in methods)
    return next((moment for moment in moments if moment > now), now)
