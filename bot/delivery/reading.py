"""Reads what the messages of a batch need, once for all of them: one query for each noun of a workspace.

Nothing is judged or put together here, so that a row nobody understands costs its neighbours nothing.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

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
    RosterSituation,
    Situation,
    SummarySituation,
    ThanksSituation,
    TimeSituation,
    WaveSituation,
)
from bot.delivery.mondays import Mondays, read_mondays
from bot.delivery.totals import Totals, read_totals
from bot.domain.delivery.outbox import OutboxMessage
from bot.domain.ending.thanks import Thanks
from bot.domain.exports.named import NamedExport
from bot.domain.feedback.waves import Wave, WaveKind, WavePlace
from bot.domain.goals.goals import Goals
from bot.domain.joining.enrolments import Enrolment, Nomination
from bot.domain.managing.holds import Hold
from bot.domain.meetings.meetings import Meeting
from bot.domain.mentorships.asking import Asks
from bot.domain.mentorships.journey import GivenPrompt
from bot.domain.mentorships.mentorships import Cycle, Mentorship
from bot.domain.mentorships.status import Signs, is_silent, signs_of
from bot.domain.people import Person
from bot.domain.programs.hospital import HospitalVersion
from bot.domain.programs.programs import Program
from bot.domain.recruiting.announcements import Announcement
from bot.domain.rosters import CodeChange
from bot.facts.eligibility import HardRules, read_hard_rules
from bot.facts.status_rows import QUIET_CHECK
from bot.facts.uncounted_days import Uncounted, uncounted_days
from bot.facts.welcome import BUDGET_DAYS, Times, read_times
from bot.storage.repositories import Repositories

Id = TypeVar("Id", int, str)
Key = TypeVar("Key")
Noun = TypeVar("Noun")
InProgram = tuple[str, str]
InWave = tuple[str, WaveKind, str]


@dataclass(frozen=True, slots=True)
class Subjects:
    """Subjects of the messages, by id; `originals` are the questions that were put off."""

    originals: Mapping[int, OutboxMessage]
    mentorships: Mapping[str, Mentorship]
    announcements: Mapping[str, Announcement]
    lists: Mapping[str, NamedExport]
    programs: Mapping[str, Program]


@dataclass(frozen=True, slots=True)
class Course:
    """How mentorships are going, by id. `uncounted` has those that are silent.

    `said` is when each sort of question was last put or begun; what leaves while the batch is handed out is
    added to it.
    """

    cycles: Mapping[str, Sequence[Cycle]]
    asked_on: Mapping[str, date]
    said: dict[str, dict[Asks, datetime]]
    meetings: Mapping[str, Meeting]
    goals: Mapping[str, Sequence[Goals]]
    uncounted: Mapping[str, Uncounted]
    thanks: Mapping[str, Sequence[Thanks]]


@dataclass(frozen=True, slots=True)
class Places:
    """People's places, by the ids of program and person.

    By their own: the briefings they have read, and what others changed of their rosters' codes. `hospital` is
    by number what changed of what every program shows.
    """

    enrolments: Mapping[InProgram, Enrolment]
    nominations: Mapping[InProgram, Nomination]
    finished: Mapping[str, Collection[str]]
    asking: Collection[InProgram]
    changes: Mapping[str, Sequence[CodeChange]]
    hospital: Mapping[int, HospitalVersion]


@dataclass(frozen=True, slots=True)
class KnownWaves:
    """Waves of programs, and the places of those who are asked in them, by what tells them apart."""

    waves: Mapping[InWave, Wave]
    places: Mapping[tuple[InWave, str], WavePlace]


@dataclass(frozen=True, slots=True)
class Prompts:
    """People who want no prompts, what was given, and when each (kind, subject, recipient) was sent."""

    stopped: Collection[str]
    given: Mapping[str, Sequence[GivenPrompt]]
    said_at: Mapping[tuple[str, str, str], datetime]


@dataclass(frozen=True, slots=True)
class Sent:
    """Moments at which messages that count left `since`, or may have, by recipient and then by message.

    What leaves while the batch is handed out is added to it.
    """

    since: datetime
    moments: dict[str, dict[int, datetime]]

    def to(self, recipient: str) -> dict[int, datetime]:
        """Give what left to one recipient, to be read and added to."""
        return self.moments.setdefault(recipient, {})


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the messages of a batch need, of one workspace."""

    subjects: Subjects
    course: Course
    times: Times
    places: Places
    waves: KnownWaves
    prompts: Prompts
    rules: HardRules
    holds: Mapping[str, Sequence[Hold]]
    held_kinds: Mapping[str, Collection[str]]
    sent: Sent
    mondays: Mondays
    totals: Totals

    @property
    def people(self) -> Mapping[str, Person]:
        """The people whom the messages reach, or are about, by user id."""
        return self.times.people


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Messages with their kinds, those that are asked again included."""

    messages: Sequence[tuple[OutboxMessage, AnyKind]]

    def about(self, *types: type[Situation]) -> list[OutboxMessage]:
        """List the messages whose situation is one of these, or a special case of one."""
        return [one for one, kind in self.messages if issubclass(kind.about, types)]

    def subjects(self, *types: type[Situation]) -> set[str]:
        return {one.subject for one in self.about(*types)}

    def recipients(self, *types: type[Situation]) -> set[str]:
        return {one.recipient for one in self.about(*types)}


async def read_facts(
    repos: Repositories,
    workspace_id: str,
    messages: Sequence[OutboxMessage],
    *,
    kinds: Kinds,
    content: Content,
    now: datetime,
) -> Facts:
    """Read what these messages of one workspace need. Those of no known kind are passed over."""
    again = [int(one.subject) for one in messages if _is_about(kinds.get(one.kind), AgainSituation)]
    originals = await _some(again, lambda ids: repos.outbox.list_by_ids(workspace_id, ids))
    both = (*messages, *originals.values())
    wanted = _Wanted([(one, kinds[one.kind]) for one in both if one.kind in kinds])
    subjects = await _subjects(repos, workspace_id, wanted, originals)
    people = await _people(repos, workspace_id, wanted, subjects)
    counted = {one.recipient for one, kind in wanted.messages if kind.budgeted}
    since = now - BUDGET_DAYS
    sent = await _some(counted, lambda ids: repos.outbox.budgeted_sent_since(workspace_id, ids, since))
    may_be_held = {program for program in subjects.programs if counted}
    return Facts(
        subjects=subjects,
        course=await _course(repos, workspace_id, wanted, subjects, people, kinds=kinds, today=now.date()),
        times=await _times(repos, workspace_id, wanted, subjects, people, now),
        places=await _places(repos, workspace_id, wanted, subjects),
        waves=await _waves(repos, workspace_id, wanted),
        prompts=await _prompts(repos, workspace_id, wanted),
        rules=await read_hard_rules(repos, workspace_id, _introduced(wanted, subjects)),
        holds=await _some(may_be_held, lambda ids: repos.holds.list_for_programs(workspace_id, ids)),
        held_kinds=await _some(may_be_held, lambda ids: repos.holds.held_kinds_of(workspace_id, ids)),
        sent=Sent(since, {**sent}),
        mondays=await read_mondays(
            repos, workspace_id, wanted.about(MondaySituation), kinds=kinds, content=content, now=now
        ),
        totals=await read_totals(
            repos,
            workspace_id,
            posts=[one for one in subjects.programs.values() if one.id in wanted.subjects(SummarySituation)],
            months=wanted.about(ChampionSituation),
            content=content,
            now=now,
        ),
    )


def light_signs(
    mentorship: Mentorship,
    cycles: Sequence[Cycle],
    asked_on: date | None,
    people: Mapping[str, Person],
) -> Signs:
    """Work out a mentorship's signs without the days that stop a silence: they only ever shorten it."""
    known = (people[one] for one in mentorship.user_ids if one in people)
    return signs_of(cycles, asked_on=asked_on, away=tuple(days for one in known for days in one.away))


async def _some(
    ids: Iterable[Id], ask: Callable[[Sequence[Id]], Awaitable[Mapping[Key, Noun]]]
) -> Mapping[Key, Noun]:
    """Ask about these, if there are any."""
    some = sorted(set(ids))
    return await ask(some) if some else {}


def _is_about(kind: AnyKind | None, situation: type[Situation]) -> bool:
    return kind is not None and issubclass(kind.about, situation)


async def _subjects(
    repos: Repositories, workspace_id: str, wanted: _Wanted, originals: Mapping[int, OutboxMessage]
) -> Subjects:
    async def by_id(ids: Sequence[str]) -> Mapping[str, Mentorship]:
        return {one.id: one for one in await repos.mentorships.list_by_ids(workspace_id, ids)}

    mentorships = await _some(wanted.subjects(MentorshipSituation), by_id)
    announcements = await _some(
        wanted.subjects(AnnouncementSituation), lambda ids: repos.announcements.list_by_ids(workspace_id, ids)
    )
    lists = await _some(
        wanted.subjects(ListSituation), lambda ids: repos.named_exports.list_by_ids(workspace_id, ids)
    )
    programs = {one.program_id for one in mentorships.values()}
    programs |= {one.program_id for one in announcements.values()}
    programs |= {one.program_id for one in lists.values()}
    programs |= {one.subject for one, kind in wanted.messages if _is_of_a_program(kind)}
    found = await _some(programs, lambda ids: repos.programs.list_by_ids(workspace_id, ids))
    return Subjects(originals, mentorships, announcements, lists, found)


def _is_of_a_program(kind: AnyKind) -> bool:
    """Whether the subject of its messages is a program's id."""
    return issubclass(kind.about, (PersonSituation, SummarySituation, WaveSituation))


async def _people(
    repos: Repositories, workspace_id: str, wanted: _Wanted, subjects: Subjects
) -> Mapping[str, Person]:
    ids = {one for mentorship in subjects.mentorships.values() for one in mentorship.user_ids}
    ids |= {one.recipient for one, kind in wanted.messages if kind.audience is Audience.PERSON}
    return await _some(ids, lambda some: repos.people.list_by_ids(workspace_id, some))


async def _course(
    repos: Repositories,
    workspace_id: str,
    wanted: _Wanted,
    subjects: Subjects,
    people: Mapping[str, Person],
    *,
    kinds: Kinds,
    today: date,
) -> Course:
    ids = list(subjects.mentorships)
    cycles = await _some(ids, lambda some: repos.cycles.list_for_mentorships(workspace_id, some))
    asked = await _asked(repos, workspace_id, ids, kinds)
    asked_on = {one: at[QUIET_CHECK].date() for one, at in asked.items() if QUIET_CHECK in at}
    meetings = await _some(ids, lambda some: repos.meetings.list_for_mentorships(workspace_id, some))
    talks = {one for one in wanted.subjects(TimeSituation) if one in meetings}
    goals = await _some(talks, lambda some: repos.goals.list_for_mentorships(workspace_id, some))
    silent = [
        one
        for one in subjects.mentorships.values()
        if is_silent(one, light_signs(one, cycles.get(one.id, ()), asked_on.get(one.id), people), today=today)
    ]
    uncounted = await uncounted_days(repos, workspace_id, silent, today=today)
    said = {one: _by_what_is_asked(at, kinds) for one, at in asked.items()}
    thanks = await _some(
        wanted.subjects(ThanksSituation), lambda some: repos.thanks.list_for_mentorships(workspace_id, some)
    )
    return Course(cycles, asked_on, said, meetings, goals, uncounted, thanks)


async def _asked(
    repos: Repositories, workspace_id: str, ids: Sequence[str], kinds: Kinds
) -> Mapping[str, Mapping[str, datetime]]:
    """By mentorship and kind. What is outside the budget somebody has begun, whether or not it has left."""
    asking = {key for key, kind in kinds.items() if kind.asks} | {QUIET_CHECK}
    begun = {key for key in asking if key in kinds and not kinds[key].budgeted}
    return await repos.outbox.last_asked(workspace_id, asking, ids, begun=begun) if ids else {}


def _by_what_is_asked(at: Mapping[str, datetime], kinds: Kinds) -> dict[Asks, datetime]:
    found: dict[Asks, datetime] = {}
    for key, when in at.items():
        if key in kinds and (asks := kinds[key].asks):
            found[asks] = max(when, found.get(asks, when))
    return found


async def _times(
    repos: Repositories,
    workspace_id: str,
    wanted: _Wanted,
    subjects: Subjects,
    people: Mapping[str, Person],
    now: datetime,
) -> Times:
    """Of everybody who reads one of the messages, and of those for whom a time to meet is looked for."""
    readers = {one.recipient for one, kind in wanted.messages if kind.audience is Audience.PERSON}
    shared = {one.subject for one, kind in wanted.messages if kind.audience is Audience.GROUP}
    shared |= wanted.subjects(TimeSituation)
    for mentorship in (subjects.mentorships[one] for one in shared if one in subjects.mentorships):
        readers |= set(mentorship.user_ids)
    times = await read_times(repos, workspace_id, sorted(readers), now=now, read=people)
    return Times(people, times.shifts, times.known)


async def _places(repos: Repositories, workspace_id: str, wanted: _Wanted, subjects: Subjects) -> Places:
    in_common = [
        subjects.mentorships[one] for one in wanted.subjects(MatchSituation) if one in subjects.mentorships
    ]
    named = sorted(wanted.recipients(PersonSituation))
    about = sorted(wanted.subjects(PersonSituation))
    programs = {*about, *(one.program_id for one in in_common)}
    ids = {*named, *(user_id for one in in_common for user_id in one.user_ids)}
    introduced = _introduced(wanted, subjects)
    return Places(
        enrolments=await _some(
            ids, lambda some: repos.enrolments.list_among(workspace_id, sorted(programs), some)
        ),
        nominations=await _some(named, lambda some: repos.nominations.list_among(workspace_id, about, some)),
        finished=await _some(named, lambda some: repos.briefings.list_finished(workspace_id, some)),
        asking=await _asking(repos, workspace_id, introduced),
        changes=await _some(
            wanted.recipients(RosterSituation), lambda some: repos.rosters.list_changes(workspace_id, some)
        ),
        hospital=await _some(
            {one.cycle for one in wanted.about(HospitalSituation)},
            lambda some: repos.hospital_versions.list_numbered(workspace_id, some),
        ),
    )


async def _asking(
    repos: Repositories, workspace_id: str, introduced: Sequence[Mentorship]
) -> Collection[InProgram]:
    programs = sorted({one.program_id for one in introduced})
    people = sorted({user_id for one in introduced for user_id in one.user_ids})
    return await repos.requests.list_among(workspace_id, programs, people) if introduced else ()


def _introduced(wanted: _Wanted, subjects: Subjects) -> list[Mentorship]:
    found = wanted.subjects(IntroductionSituation)
    return [one for one in subjects.mentorships.values() if one.id in found]


async def _waves(repos: Repositories, workspace_id: str, wanted: _Wanted) -> KnownWaves:
    programs = sorted(wanted.subjects(WaveSituation))
    if not programs:
        return KnownWaves({}, {})
    waves = await repos.waves.list_for_programs(workspace_id, programs)
    places = await repos.waves.list_places_among(
        workspace_id, programs, sorted(wanted.recipients(WaveSituation))
    )
    return KnownWaves(
        {(one.program_id, one.kind, one.intake): one for one in waves},
        {((one.program_id, one.kind, one.intake), one.user_id): one for one in places},
    )


async def _prompts(repos: Repositories, workspace_id: str, wanted: _Wanted) -> Prompts:
    who = sorted(wanted.recipients(JourneySituation))
    return Prompts(
        stopped=await repos.prompts.stopped(workspace_id, who) if who else (),
        given=await _some(who, lambda some: repos.prompts.given(workspace_id, some)),
        said_at=await _said_at(repos, workspace_id, wanted.about(JourneySituation)),
    )


async def _said_at(
    repos: Repositories, workspace_id: str, messages: Sequence[OutboxMessage]
) -> Mapping[tuple[str, str, str], datetime]:
    by_kind: dict[str, set[str]] = defaultdict(set)
    for message in messages:
        by_kind[message.kind].add(message.subject)
    found: dict[tuple[str, str, str], datetime] = {}
    for kind, subjects in by_kind.items():
        for one in await repos.outbox.list_about(workspace_id, kind, sorted(subjects)):
            key = one.kind, one.subject, one.recipient
            if one.sent_at:
                found[key] = max(one.sent_at, found.get(key, one.sent_at))
    return found
