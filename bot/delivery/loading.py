"""Puts the situation of a message together from what was read for its batch: one builder for each type."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.delivery.kind import (
    AgainSituation,
    AnnouncementSituation,
    AnyKind,
    Audience,
    ChampionSituation,
    HospitalSituation,
    IntroductionSituation,
    JourneySituation,
    Kinds,
    ListSituation,
    MatchSituation,
    MentorshipSituation,
    MondaySituation,
    PersonSituation,
    ProgramSituation,
    RosterSituation,
    Situation,
    SummarySituation,
    ThanksSituation,
    TimeSituation,
    WaveSituation,
)
from bot.delivery.reading import Facts, light_signs, read_facts
from bot.domain.availability import Availability
from bot.domain.delivery.outbox import OutboxMessage
from bot.domain.goals.goals import Goals, current
from bot.domain.local_time import local_date
from bot.domain.managing.holds import held_until
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.mentorships.status import Signs, first_silent
from bot.domain.people import Person
from bot.planning.cycle_messages import shared_topics
from bot.planning.feedback import wave_of
from bot.planning.meeting_times import new_slots, open_offers
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
    """The sources that every builder takes from."""

    facts: Facts
    kinds: Kinds
    content: Content
    now: datetime


async def load(
    repos: Repositories, message: OutboxMessage, *, kinds: Kinds, content: Content, now: datetime
) -> LoadedSituation | None:
    """Read what one message is about and when its readers may be written to. None if its subject is gone.

    Raises KeyError for a message of no known kind.
    """
    facts = await read_facts(repos, message.workspace_id, [message], kinds=kinds, content=content, now=now)
    return load_from(facts, message, kinds=kinds, content=content, now=now)


def load_from(
    facts: Facts, message: OutboxMessage, *, kinds: Kinds, content: Content, now: datetime
) -> LoadedSituation | None:
    """Put together what one message of a batch is about, as it is now. None if its subject is gone.

    Raises KeyError for a message of no known kind.
    """
    kind = kinds[message.kind]
    situation = _BUILDERS[kind.about](_Sources(facts, kinds, content, now), message)
    if situation is None:
        return None
    readers = readers_of(kind, situation)
    people = [facts.times.availability(one, now=now, content=content) for one in readers]
    sent = facts.sent.to(message.recipient) if kind.budgeted else {}
    is_held = kind.can_be_held and _is_held(facts, situation, readers)
    # What went out in one message has one moment.
    return LoadedSituation(situation, people, sorted(set(sent.values())), is_held)


def _is_held(facts: Facts, situation: Situation, readers: Sequence[str]) -> bool:
    if not isinstance(situation, ProgramSituation):
        return False
    program = situation.program
    if situation.message.kind in facts.held_kinds.get(program.id, ()):
        return True
    holds = facts.holds.get(program.id, ())
    known = [facts.people.get(one, Person(program.workspace_id, one)) for one in readers]
    return any(held_until(holds, one, today=_today(one, situation.now)) for one in known) if holds else False


def _today(person: Person, now: datetime) -> date:
    return local_date(ZoneInfo(person.tz), now)


def readers_of(kind: AnyKind, situation: Situation) -> Sequence[str]:
    """List the ids of the people who read a message of this kind; nobody for a channel."""
    if kind.audience is Audience.CHANNEL:
        return ()
    if kind.audience is Audience.GROUP and isinstance(situation, MentorshipSituation):
        return situation.mentorship.user_ids
    return (situation.message.recipient,)


def _about_mentorship(sources: _Sources, message: OutboxMessage) -> MentorshipSituation | None:
    facts, course = sources.facts, sources.facts.course
    mentorship = facts.subjects.mentorships.get(message.subject)
    if mentorship is None:
        return None
    cycles = course.cycles.get(mentorship.id, ())
    first = first_silent(cycles)
    return MentorshipSituation(
        message=message,
        mentorship=mentorship,
        program=facts.subjects.programs[mentorship.program_id],
        cycle=cycles[-1] if cycles else None,
        signs=_signs(facts, mentorship),
        said=course.said.get(mentorship.id, {}),
        silent_from=first.number if first else None,
        meeting=course.meetings.get(mentorship.id),
        people={one: facts.people[one] for one in mentorship.user_ids if one in facts.people},
        content=sources.content,
        now=sources.now,
    )


def _signs(facts: Facts, mentorship: Mentorship) -> Signs:
    course = facts.course
    cycles, asked_on = course.cycles.get(mentorship.id, ()), course.asked_on.get(mentorship.id)
    signs = light_signs(mentorship, cycles, asked_on, facts.people)
    days = course.uncounted.get(mentorship.id)
    return replace(signs, stopped=days.stopped) if days else signs


def _about_match(sources: _Sources, message: OutboxMessage) -> MatchSituation | None:
    about = _about_mentorship(sources, message)
    if about is None:
        return None
    topics = shared_topics(about.mentorship, sources.facts.places.enrolments)
    return MatchSituation(**_fields_of(about), topics=topics)


def _about_introduction(sources: _Sources, message: OutboxMessage) -> IntroductionSituation | None:
    about, facts = _about_match(sources, message), sources.facts
    if about is None:
        return None
    mentorship, program = about.mentorship, about.program
    return IntroductionSituation(
        **_fields_of(about),
        is_allowed=facts.rules.allow(program, mentorship, sources.content),
        asking=[one for one in mentorship.user_ids if (program.id, one) in facts.places.asking],
    )


def _about_journey(sources: _Sources, message: OutboxMessage) -> JourneySituation | None:
    about, facts, who = _about_mentorship(sources, message), sources.facts, message.recipient
    if about is None:
        return None
    given = facts.prompts.given.get(who, ())
    return JourneySituation(
        **_fields_of(about),
        wants_prompts=who not in facts.prompts.stopped,
        prompted_at=max((one.sent_at for one in given if one.sent_at), default=None),
        said_at=facts.prompts.said_at.get((message.kind, message.subject, who)),
    )


def _about_thanks(sources: _Sources, message: OutboxMessage) -> ThanksSituation | None:
    about = _about_mentorship(sources, message)
    if about is None:
        return None
    told = sources.facts.course.thanks.get(message.subject, ())
    thanks = next((one for one in told if one.number == message.cycle), None)
    return ThanksSituation(**_fields_of(about), thanks=thanks)


def _about_time(sources: _Sources, message: OutboxMessage) -> TimeSituation | None:
    about, content, now = _about_mentorship(sources, message), sources.content, sources.now
    if about is None or not about.mentorship.includes(message.recipient):
        return None
    mentorship, meeting, times = about.mentorship, about.meeting, _times_of(sources, about.mentorship)
    minutes = about.program.minutes
    slots = (
        meeting.slots
        if meeting
        else new_slots(mentorship, times, None, minutes=minutes, content=content, now=now)
    )
    offers = open_offers(mentorship, times, slots, reader=message.recipient, content=content, now=now)
    return TimeSituation(
        **_fields_of(about), offers=offers, slots=slots, times=times, goals=_goals_of(sources, mentorship)
    )


def _goals_of(sources: _Sources, mentorship: Mentorship) -> list[Goals]:
    """What is not for everybody in it is left out, and what was for a talk that has taken place."""
    course = sources.facts.course
    cycles = course.cycles.get(mentorship.id, ())
    return [current(one, cycles) for one in course.goals.get(mentorship.id, ())]


def _times_of(sources: _Sources, mentorship: Mentorship) -> Mapping[str, Availability]:
    times, content, now = sources.facts.times, sources.content, sources.now
    return {one: times.availability(one, now=now, content=content) for one in mentorship.user_ids}


def _fields_of(about: MentorshipSituation) -> dict[str, Any]:
    return {one.name: getattr(about, one.name) for one in fields(about)}


def _about_person(sources: _Sources, message: OutboxMessage) -> PersonSituation | None:
    facts, who = sources.facts, message.recipient
    program = facts.subjects.programs.get(message.subject)
    if program is None:
        return None
    return PersonSituation(
        message=message,
        program=program,
        person=facts.people.get(who),
        enrolment=facts.places.enrolments.get((program.id, who)),
        nomination=facts.places.nominations.get((program.id, who)),
        finished=facts.places.finished.get(who, ()),
        content=sources.content,
        now=sources.now,
    )


def _about_roster(sources: _Sources, message: OutboxMessage) -> RosterSituation | None:
    known = _about_person(sources, message)
    if known is None:
        return None
    changed = sources.facts.places.changes.get(message.recipient, ())
    return RosterSituation(**{one.name: getattr(known, one.name) for one in fields(known)}, changed=changed)


def _about_hospital(sources: _Sources, message: OutboxMessage) -> HospitalSituation | None:
    known = _about_person(sources, message)
    if known is None:
        return None
    version = sources.facts.places.hospital.get(message.cycle)
    return HospitalSituation(**{one.name: getattr(known, one.name) for one in fields(known)}, version=version)


def _about_wave(sources: _Sources, message: OutboxMessage) -> WaveSituation | None:
    facts, who = sources.facts, message.recipient
    program = facts.subjects.programs.get(message.subject)
    if program is None:
        return None
    wave = (program.id, *wave_of(message.cycle))
    return WaveSituation(
        message=message,
        program=program,
        person=facts.people.get(who),
        wave=facts.waves.waves.get(wave),
        place=facts.waves.places.get((wave, who)),
        content=sources.content,
        now=sources.now,
    )


def _about_monday(sources: _Sources, message: OutboxMessage) -> MondaySituation | None:
    facts, person = sources.facts, sources.facts.people.get(message.recipient)
    has_left = person is not None and person.left_at is not None
    return facts.mondays.about(message, has_left=has_left, content=sources.content, now=sources.now)


def _about_summary(sources: _Sources, message: OutboxMessage) -> SummarySituation | None:
    facts = sources.facts
    program = facts.subjects.programs.get(message.subject)
    if program is None:
        return None
    return SummarySituation(
        message=message,
        program=program,
        summary=facts.totals.summaries[program.id],
        schedule=facts.totals.schedules.get(program.id),
        content=sources.content,
        now=sources.now,
    )


def _about_champion(sources: _Sources, message: OutboxMessage) -> ChampionSituation:
    person = sources.facts.people.get(message.recipient)
    has_left = person is not None and person.left_at is not None
    return ChampionSituation(
        message=message,
        summaries=() if has_left else sources.facts.totals.of_champion(message),
        content=sources.content,
        now=sources.now,
    )


def _about_announcement(sources: _Sources, message: OutboxMessage) -> AnnouncementSituation | None:
    subjects = sources.facts.subjects
    found = subjects.announcements.get(message.subject)
    if found is None:
        return None
    return AnnouncementSituation(
        message=message,
        program=subjects.programs[found.program_id],
        announcement=found,
        content=sources.content,
        now=sources.now,
    )


def _about_list(sources: _Sources, message: OutboxMessage) -> ListSituation | None:
    subjects = sources.facts.subjects
    found = subjects.lists.get(message.subject)
    if found is None:
        return None
    return ListSituation(
        message=message,
        program=subjects.programs[found.program_id],
        named=found,
        content=sources.content,
        now=sources.now,
    )


def _about_again(sources: _Sources, message: OutboxMessage) -> AgainSituation | None:
    original = sources.facts.subjects.originals.get(int(message.subject))
    kind = sources.kinds.get(original.kind) if original else None
    then = _BUILDERS[kind.about](sources, original) if original and kind else None
    if not isinstance(then, ProgramSituation) or kind is None:
        return None
    return AgainSituation(
        message=message,
        program=then.program,
        original=then,
        kind=kind,
        content=sources.content,
        now=sources.now,
    )


_BUILDERS: Mapping[type[Situation], Callable[[_Sources, OutboxMessage], Situation | None]] = {
    MentorshipSituation: _about_mentorship,
    MatchSituation: _about_match,
    IntroductionSituation: _about_introduction,
    JourneySituation: _about_journey,
    ThanksSituation: _about_thanks,
    TimeSituation: _about_time,
    PersonSituation: _about_person,
    RosterSituation: _about_roster,
    HospitalSituation: _about_hospital,
    AnnouncementSituation: _about_announcement,
    ListSituation: _about_list,
    AgainSituation: _about_again,
    WaveSituation: _about_wave,
    MondaySituation: _about_monday,
    SummarySituation: _about_summary,
    ChampionSituation: _about_champion,
}
