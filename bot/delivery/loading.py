"""Reads the situation of a message that is about to leave: one loader for each type of situation."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.delivery.kind import (
    AgainSituation,
    AnnouncementSituation,
    AnyKind,
    Audience,
    JourneySituation,
    Kinds,
    MentorshipSituation,
    PersonSituation,
    Situation,
    TimeSituation,
)
from bot.domain.availability import Availability
from bot.domain.delivery.outbox import OutboxMessage
from bot.domain.local_time import local_date
from bot.domain.managing.holds import held_until
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.mentorships.status import Signs, first_silent, is_silent, signs_of
from bot.domain.people import Person
from bot.facts.uncounted_days import uncounted_days
from bot.facts.welcome import BUDGET_DAYS, NOBODY, availability_of
from bot.planning.cycle_messages import topics_of
from bot.planning.meeting_times import new_slots, open_offers, people_of
from bot.storage.repositories import Repositories


@dataclass(frozen=True, slots=True)
class LoadedSituation:
    """A situation with everything else that a verdict needs.

    `readers` is empty for a channel: nobody's phone rings. `sent_lately` are the moments of the recipient's
    budgeted messages within seven days. `is_held`: a manager holds this kind, or the place where a reader
    works.
    """

    situation: Situation
    readers: Sequence[Availability]
    sent_lately: Sequence[datetime]
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class _Sources:
    """The sources that every loader reads from."""

    repos: Repositories
    kinds: Kinds
    content: Content
    now: datetime


async def load(
    repos: Repositories, message: OutboxMessage, *, kinds: Kinds, content: Content, now: datetime
) -> LoadedSituation | None:
    """Read what a message is about and when its readers may be written to. None if its subject is gone.

    Raises KeyError for a message of no known kind.
    """
    kind = kinds[message.kind]
    situation = await _LOADERS[kind.about](_Sources(repos, kinds, content, now), message)
    if situation is None:
        return None
    readers = readers_of(kind, situation)
    people = await availability_of(
        repos, message.workspace_id, readers, now=now, content=content, read=_people_read(situation)
    )
    sent = await repos.outbox.budgeted_sent_since(
        message.workspace_id, [message.recipient], now - BUDGET_DAYS
    )
    is_held = kind.can_be_held and await _is_held(repos, situation, readers)
    return LoadedSituation(situation, tuple(people.values()), sent.get(message.recipient, ()), is_held)


def _people_read(situation: Situation) -> Mapping[str, Person]:
    return situation.people if isinstance(situation, MentorshipSituation) else NOBODY


async def _is_held(repos: Repositories, situation: Situation, readers: Sequence[str]) -> bool:
    program, kind = situation.program, situation.message.kind
    if not await repos.holds.has_any(program.workspace_id, program.id):
        return False
    if kind in await repos.holds.list_held_kinds(program.workspace_id, program.id):
        return True
    holds = (await repos.holds.list_for_programs(program.workspace_id, [program.id])).get(program.id)
    if not holds:
        return False
    people = await repos.people.list_by_ids(program.workspace_id, readers)
    known = [people.get(user_id, Person(program.workspace_id, user_id)) for user_id in readers]
    return any(held_until(holds, one, today=_today(one, situation.now)) for one in known)


def _today(person: Person, now: datetime) -> date:
    return local_date(ZoneInfo(person.tz), now)


def readers_of(kind: AnyKind, situation: Situation) -> Sequence[str]:
    """List the ids of the people who read a message of this kind; nobody for a channel."""
    if kind.audience is Audience.CHANNEL:
        return ()
    if kind.audience is Audience.GROUP and isinstance(situation, MentorshipSituation):
        return situation.mentorship.user_ids
    return (situation.message.recipient,)


async def _about_mentorship(sources: _Sources, message: OutboxMessage) -> MentorshipSituation | None:
    repos, content, now = sources.repos, sources.content, sources.now
    workspace = message.workspace_id
    mentorship = await repos.mentorships.find(workspace, message.subject)
    if mentorship is None:
        return None
    cycles = await repos.cycles.list_for_mentorship(workspace, mentorship.id)
    asked = await repos.outbox.last_sent_on(workspace, "quiet_check", [mentorship.id])
    people = await repos.people.list_by_ids(workspace, mentorship.user_ids)
    first = first_silent(cycles)
    signs = signs_of(
        cycles,
        asked_on=asked.get(mentorship.id),
        away=tuple(days for person in people.values() for days in person.away),
    )
    return MentorshipSituation(
        message=message,
        mentorship=mentorship,
        program=await repos.programs.get(workspace, mentorship.program_id),
        cycle=cycles[-1] if cycles else None,
        signs=await _without_what_stopped(repos, mentorship, signs, now),
        silent_from=first.number if first else None,
        meeting=await repos.meetings.find(workspace, mentorship.id),
        people=people,
        content=content,
        now=now,
    )


async def _without_what_stopped(
    repos: Repositories, mentorship: Mentorship, signs: Signs, now: datetime
) -> Signs:
    """Look up the days that stop a silence, where there is one: they only ever shorten it."""
    if not is_silent(mentorship, signs, today=now.date()):
        return signs
    days = await uncounted_days(repos, mentorship.workspace_id, [mentorship], today=now.date())
    return replace(signs, stopped=days[mentorship.id].stopped)


async def _about_journey(sources: _Sources, message: OutboxMessage) -> JourneySituation | None:
    repos = sources.repos
    about = await _about_mentorship(sources, message)
    if about is None:
        return None
    workspace, who = message.workspace_id, message.recipient
    given = (await repos.prompts.given(workspace, [who])).get(who, ())
    return JourneySituation(
        **{field.name: getattr(about, field.name) for field in fields(about)},
        topics=await topics_of(repos, about.mentorship),
        wants_prompts=who not in await repos.prompts.stopped(workspace, [who]),
        prompted_at=max((one.sent_at for one in given if one.sent_at), default=None),
        said_at=await _said_at(repos, message),
    )


async def _about_time(sources: _Sources, message: OutboxMessage) -> TimeSituation | None:
    repos, content, now = sources.repos, sources.content, sources.now
    about = await _about_mentorship(sources, message)
    if about is None or not about.mentorship.includes(message.recipient):
        return None
    mentorship, meeting = about.mentorship, about.meeting
    people = await people_of(repos, mentorship, content, now)
    slots = meeting.slots if meeting else new_slots(mentorship, people, None, content=content, now=now)
    offers = open_offers(mentorship, people, slots, reader=message.recipient, content=content, now=now)
    return TimeSituation(**{one.name: getattr(about, one.name) for one in fields(about)}, offers=offers)


async def _said_at(repos: Repositories, message: OutboxMessage) -> datetime | None:
    about = await repos.outbox.list_about(message.workspace_id, message.kind, [message.subject])
    theirs = (one for one in about if one.recipient == message.recipient)
    return max((one.sent_at for one in theirs if one.sent_at), default=None)


async def _about_person(sources: _Sources, message: OutboxMessage) -> PersonSituation | None:
    repos, content, now = sources.repos, sources.content, sources.now
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


async def _about_program(sources: _Sources, message: OutboxMessage) -> Situation | None:
    repos, content, now = sources.repos, sources.content, sources.now
    program = await repos.programs.find(message.workspace_id, message.subject)
    return Situation(message=message, program=program, content=content, now=now) if program else None


async def _about_announcement(sources: _Sources, message: OutboxMessage) -> AnnouncementSituation | None:
    repos, content, now = sources.repos, sources.content, sources.now
    found = await repos.announcements.find(message.workspace_id, message.subject)
    if found is None:
        return None
    program = await repos.programs.get(message.workspace_id, found.program_id)
    return AnnouncementSituation(
        message=message, program=program, announcement=found, content=content, now=now
    )


async def _about_again(sources: _Sources, message: OutboxMessage) -> AgainSituation | None:
    repos, content, now = sources.repos, sources.content, sources.now
    original = await repos.outbox.find(message.workspace_id, int(message.subject))
    kind = sources.kinds.get(original.kind) if original else None
    if original is None or kind is None:
        return None
    then = await _LOADERS[kind.about](sources, original)
    if then is None:
        return None
    return AgainSituation(
        message=message, program=then.program, original=then, kind=kind, content=content, now=now
    )


_LOADERS: Mapping[
    type[Situation],
    Callable[[_Sources, OutboxMessage], Awaitable[Situation | None]],
] = {
    MentorshipSituation: _about_mentorship,
    JourneySituation: _about_journey,
    TimeSituation: _about_time,
    PersonSituation: _about_person,
    AnnouncementSituation: _about_announcement,
    AgainSituation: _about_again,
    Situation: _about_program,
}
