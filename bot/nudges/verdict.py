"""Whether a message leaves now: what is true of its mentorship, and whether its readers may be written to."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.content import Content
from bot.domain.availability import Availability
from bot.domain.outbox import OutboxMessage
from bot.domain.status import signs_of
from bot.nudges.kind import (
    AnnouncementSituation,
    AnyKind,
    Audience,
    PairSituation,
    PersonSituation,
    Situation,
)
from bot.storage.repositories import Repositories
from bot.welcome import BUDGET_DAYS, availability_of, room_in_budget, welcome_moment

# Two messages to one person come at least this far apart, unless the second would come too late then.
APART = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a claimed message now: send it, wait until a moment, or drop it, and why.

    `in_vain`: it is still true, and never reached anybody.
    """

    send: bool = False
    wait_until: datetime | None = None
    why: str = ""
    in_vain: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """A situation with everything the verdict needs. A channel has no readers: nobody's phone rings."""

    situation: Situation
    readers: Sequence[Availability]
    sent_lately: Sequence[datetime]


async def load(
    repos: Repositories, message: OutboxMessage, kind: AnyKind, *, content: Content, now: datetime
) -> Loaded | None:
    """None when what it is about is gone."""
    situation = await _LOADERS[kind.about](repos, message, content, now)
    if situation is None:
        return None
    readers = readers_of(kind, situation)
    people = await availability_of(repos, message.workspace_id, readers, now=now, content=content)
    sent = await repos.outbox.budgeted_sent_since(
        message.workspace_id, [message.recipient], now - BUDGET_DAYS
    )
    return Loaded(situation, tuple(people.values()), sent.get(message.recipient, ()))


def readers_of(kind: AnyKind, situation: Situation) -> Sequence[str]:
    if kind.audience is Audience.CHANNEL:
        return ()
    if kind.audience is Audience.GROUP and isinstance(situation, PairSituation):
        return situation.mentorship.user_ids
    return (situation.message.recipient,)


async def _about_pair(
    repos: Repositories, message: OutboxMessage, content: Content, now: datetime
) -> PairSituation | None:
    workspace = message.workspace_id
    mentorship = await repos.mentorships.find(workspace, message.subject)
    if mentorship is None:
        return None
    cycles = await repos.cycles.list_for_mentorship(workspace, mentorship.id)
    asked = await repos.outbox.last_sent_on(workspace, "quiet_check", [mentorship.id])
    people = await repos.people.list_by_ids(workspace, mentorship.user_ids)
    return PairSituation(
        message=message,
        mentorship=mentorship,
        program=await repos.programs.get(workspace, mentorship.program_id),
        cycle=cycles[-1] if cycles else None,
        signs=signs_of(
            cycles,
            asked_on=asked.get(mentorship.id),
            away=tuple(days for person in people.values() for days in person.away),
        ),
        content=content,
        now=now,
    )


async def _about_person(
    repos: Repositories, message: OutboxMessage, content: Content, now: datetime
) -> PersonSituation | None:
    workspace, who = message.workspace_id, message.recipient
    program = await repos.programs.find(workspace, message.subject)
    if program is None:
        return None
    return PersonSituation(
        message=message,
        program=program,
        person=await repos.people.find(workspace, who),
        enrolment=await repos.enrolments.find(workspace, program.id, who),
        nomination=await repos.nominations.find(workspace, program.id, who),
        finished=(await repos.briefings.list_finished(workspace, [who]))[who],
        content=content,
        now=now,
    )


async def _about_program(
    repos: Repositories, message: OutboxMessage, content: Content, now: datetime
) -> Situation | None:
    program = await repos.programs.find(message.workspace_id, message.subject)
    return Situation(message=message, program=program, content=content, now=now) if program else None


async def _about_announcement(
    repos: Repositories, message: OutboxMessage, content: Content, now: datetime
) -> AnnouncementSituation | None:
    found = await repos.announcements.find(message.workspace_id, message.subject)
    if found is None:
        return None
    program = await repos.programs.get(message.workspace_id, found.program_id)
    return AnnouncementSituation(
        message=message, program=program, announcement=found, content=content, now=now
    )


_LOADERS: Mapping[
    type[Situation],
    Callable[[Repositories, OutboxMessage, Content, datetime], Awaitable[Situation | None]],
] = {
    PairSituation: _about_pair,
    PersonSituation: _about_person,
    AnnouncementSituation: _about_announcement,
    Situation: _about_program,
}


def judge(kind: AnyKind, loaded: Loaded, *, content: Content) -> Verdict:
    """Whether a message leaves now. Outside a welcome moment nothing reaches a person, whatever its kind."""
    situation = loaded.situation
    message, now = situation.message, situation.now
    if not kind.still_true(situation):
        return Verdict(why="no longer true")
    if now >= message.expires_at:
        return Verdict(why="too late to be of use", in_vain=True)
    if not loaded.readers:
        return Verdict(send=True)
    moment = _moment(kind, loaded, content)
    if moment == now:
        return Verdict(send=True)
    return Verdict(wait_until=moment, why="no welcome moment before it lost its point", in_vain=True)


def _moment(kind: AnyKind, loaded: Loaded, content: Content) -> datetime | None:
    """Within the budget, and a while after the last message where that can be."""
    now, expires = loaded.situation.now, loaded.situation.message.expires_at
    if not kind.budgeted:
        return welcome_moment(loaded.readers, due=now, expires=expires, content=content)
    most = content.quiet_rules.max_messages_per_7_days
    room = room_in_budget(loaded.sent_lately, due=now, most=most)
    lately = [when + APART for when in loaded.sent_lately if abs(when - room) < APART]
    apart = max([room, *lately])
    later = welcome_moment(loaded.readers, due=apart, expires=expires, content=content)
    if later is not None or apart == room:
        return later
    return welcome_moment(loaded.readers, due=room, expires=expires, content=content)


def later_moment(kind: AnyKind, loaded: Loaded, *, after: timedelta, content: Content) -> datetime | None:
    """When it may leave if another message goes to the same person now; None if it is too late then."""
    now, expires = loaded.situation.now, loaded.situation.message.expires_at
    most = content.quiet_rules.max_messages_per_7_days
    room = room_in_budget([*loaded.sent_lately, now], due=now + after, most=most) if kind.budgeted else now
    return welcome_moment(loaded.readers, due=max(room, now + after), expires=expires, content=content)
