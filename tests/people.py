"""A small hospital for tests: ready nouns to vary with `replace`, and a way to store and read them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.delivery.outbox import DeliveryState, Planned
from bot.domain.joining.briefings import Briefing, required_for
from bot.domain.joining.enrolments import Enrolment, Role
from bot.domain.mentorships.mentorships import Cycle, Member, Mentorship, MentorshipState
from bot.domain.people import Person, Workspace
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.nudges import kinds_where
from bot.storage.database import Database
from bot.storage.repositories import Repositories

WS, ELSEWHERE = "T1", "T2"
MIA, NIA, OMAR, EVE = "UMIA", "UNIA", "UOMAR", "UEVE"
MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = MONDAY.date()
CHARTER = "2027-02"
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)

HOSPITAL = Workspace(WS, "General", signposts={"wellbeing": "Ext. 4141"}, sites=("Main",))
PROGRAM = Program(
    id="P1",
    workspace_id=WS,
    template_id="nurse_leadership",
    name="Nurse leadership",
    state=ProgramState.RUNNING,
    starts_on=date(2026, 1, 5),
    ends_on=date(2026, 9, 7),
    every_weeks=4,
    minutes=45,
    channel_id="C1",
    managers=(MIA,),
    created_by=MIA,
)
PAIR = Mentorship(
    id="M1",
    workspace_id=WS,
    program_id="P1",
    state=MentorshipState.ACTIVE,
    members=(Member(NIA, Role.MENTEE), Member(OMAR, Role.MENTOR)),
    score=87.5,
    reasons=("You both know nights.",),
    every_weeks=4,
    channel_id="G1",
    introduced_on=TODAY,
)
CYCLE = Cycle("M1", 1, starts_on=TODAY)


def enrolment(user_id: str, role: Role = Role.MENTEE, **more: Any) -> Enrolment:
    """Somebody of the program: a mentee who wants, or a mentor who offers, leadership."""
    usual = Enrolment(
        workspace_id=WS,
        program_id="P1",
        user_id=user_id,
        role=role,
        capacity=1 if role.offers else 0,
        topics_offered=("leadership",) if role.offers else (),
        topics_wanted=("leadership",) if role.wants else (),
        charter_version=CHARTER,
        charter_accepted_at=MONDAY,
    )
    return replace(usual, **more)


def pair_number(number: int, **more: Any) -> Mentorship:
    """One of many pairs, with people of its own."""
    members = (Member(f"UNIA{number}", Role.MENTEE), Member(f"UOMAR{number}", Role.MENTOR))
    return replace(PAIR, id=f"M1-{number}", members=members, **more)


def question(kind: str = "check_in", recipient: str = NIA, **more: Any) -> Planned:
    usual = Planned(WS, kind, "M1", 1, recipient, due_at=MONDAY, expires_at=MONDAY + timedelta(days=10))
    return replace(usual, **more)


async def move_in(db: Database, *nouns: Any) -> None:
    """Store these, and the hospital and its program with them; Eve's hospital is there as well."""
    async with db.transaction() as repos:
        await repos.workspaces.save(HOSPITAL)
        await repos.workspaces.ensure(ELSEWHERE)
        await repos.programs.save(PROGRAM)
        for noun in nouns:
            await _SAVE[type(noun)](repos, noun)


@dataclass(frozen=True)
class Unbriefed:
    """An enrolment of somebody who has not read anything yet."""

    enrolment: Enrolment


def unbriefed(one: Enrolment) -> Unbriefed:
    return Unbriefed(one)


async def _join(repos: Repositories, one: Enrolment) -> None:
    await _join_unbriefed(repos, Unbriefed(one))
    for needed in sorted(required_for(one.role)):
        await repos.briefings.save(Briefing(one.workspace_id, one.user_id, needed, finished_on=TODAY))


async def _join_unbriefed(repos: Repositories, unread: Unbriefed) -> None:
    one = unread.enrolment
    if await repos.people.find(one.workspace_id, one.user_id) is None:
        await repos.people.save(Person(one.workspace_id, one.user_id))
    await repos.enrolments.save(one)


_SAVE: dict[type, Callable[[Repositories, Any], Awaitable[object]]] = {
    Workspace: lambda repos, one: repos.workspaces.save(one),
    Person: lambda repos, one: repos.people.save(one),
    Program: lambda repos, one: repos.programs.save(one),
    Enrolment: _join,
    Unbriefed: _join_unbriefed,
    Mentorship: lambda repos, one: repos.mentorships.save(one),
    Cycle: lambda repos, one: repos.cycles.open(WS, one),
    Planned: lambda repos, one: repos.outbox.plan([one]),
}


async def mentorship_now(db: Database, mentorship_id: str = "M1") -> Mentorship:
    async with db.transaction() as repos:
        return await repos.mentorships.get(WS, mentorship_id)


async def cycles_now(db: Database, mentorship_id: str = "M1") -> list[Cycle]:
    async with db.transaction() as repos:
        return await repos.cycles.list_for_mentorship(WS, mentorship_id)


async def send_due(db: Database, now: datetime) -> list[tuple[str, str]]:
    """Mark as sent what is due, whatever it is; returns kinds and recipients, oldest first."""
    async with db.transaction() as repos:
        claimed = await repos.outbox.claim(now, 100, timedelta(minutes=2))
        for message in claimed:
            await repos.outbox.finish(message, DeliveryState.SENT, outcome="sent", now=now)
    return [(message.kind, message.recipient) for message in claimed]


async def asked_by(db: Database, now: datetime) -> list[tuple[str, str]]:
    """The same, and of what was due the questions of cycles alone: not what belongs to a stage of the way."""
    of_a_cycle = kinds_where(lambda kind: kind.of_a_cycle)
    return [one for one in await send_due(db, now) if one[0] in of_a_cycle]
