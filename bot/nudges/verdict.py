"""Whether a message leaves now: what is true of its mentorship, and whether its readers may be written to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.content import Content
from bot.domain.availability import Availability
from bot.domain.outbox import OutboxMessage
from bot.domain.status import signs_of
from bot.nudges.kind import Audience, NudgeKind, Situation
from bot.storage.repositories import Repositories
from bot.welcome import BUDGET_DAYS, availability_of, room_in_budget, welcome_moment


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a claimed message now: send it, wait until a moment, or drop it, and why."""

    send: bool = False
    wait_until: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A situation with everything the verdict needs."""

    situation: Situation
    readers: Sequence[Availability]
    sent_lately: Sequence[datetime]


async def load(
    repos: Repositories, message: OutboxMessage, kind: NudgeKind, *, content: Content, now: datetime
) -> Loaded | None:
    """None when the mentorship it is about is gone."""
    workspace = message.workspace_id
    mentorship = await repos.mentorships.find(workspace, message.subject)
    if mentorship is None:
        return None
    cycles = await repos.cycles.list_for_mentorship(workspace, mentorship.id)
    asked = await repos.outbox.last_sent_on(workspace, "quiet_check", [mentorship.id])
    situation = Situation(
        message=message,
        mentorship=mentorship,
        program=await repos.programs.get(workspace, mentorship.program_id),
        cycle=cycles[-1] if cycles else None,
        signs=signs_of(cycles, asked_on=asked.get(mentorship.id)),
        content=content,
        now=now,
    )
    is_group = kind.audience is Audience.GROUP
    readers = mentorship.user_ids if is_group else (message.recipient,)
    people = await availability_of(repos, workspace, readers, now=now, content=content)
    sent = await repos.outbox.budgeted_sent_since(workspace, [message.recipient], now - BUDGET_DAYS)
    return Loaded(situation, tuple(people.values()), sent.get(message.recipient, ()))


def judge(kind: NudgeKind, loaded: Loaded, *, content: Content) -> Verdict:
    """Whether a message leaves now. Outside a welcome moment nothing does, whatever its kind."""
    situation = loaded.situation
    message, now = situation.message, situation.now
    if not kind.still_true(situation):
        return Verdict(why="no longer true")
    if now >= message.expires_at:
        return Verdict(why="too late to be of use")
    earliest = now
    if kind.budgeted:
        most = content.quiet_rules.max_messages_per_7_days
        earliest = room_in_budget(loaded.sent_lately, due=now, most=most)
    moment = welcome_moment(loaded.readers, due=earliest, expires=message.expires_at, content=content)
    if moment == now:
        return Verdict(send=True)
    return Verdict(wait_until=moment, why="no welcome moment before it lost its point")
