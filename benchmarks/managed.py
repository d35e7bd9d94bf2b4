"""Programs in full swing, quickly: people, mentorships, their cycles, and what was sent to them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, text, update

from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import Enrolment, Role
from bot.domain.mentorships.mentorships import (
    Cycle,
    Member,
    Mentorship,
    MentorshipState,
    Outcome,
    iso_week,
    this_monday,
)
from bot.domain.people import Person
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.storage.database import Database
from bot.storage.joining.enrolments import SAVE
from bot.storage.mentorships.cycle_queries import OPEN
from bot.storage.repositories import Repositories
from bot.storage.repository import values_of
from bot.storage.tables import cycle as cycles
from bot.storage.tables import outbox

WORKSPACE_ID = "T1"
MANAGER, NOBODY = "UMANAGER", "UNOBODY"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
EVERY_WEEKS, CYCLES = 4, 6
RHYTHM = timedelta(weeks=EVERY_WEEKS)
# Of a hundred mentorships; all others are on track.
PAUSED, ENDED, QUIET, ONCE_ON_LEAVE = range(5), range(5, 10), range(10, 20), range(20, 40)


@dataclass(frozen=True, slots=True)
class Pair:
    """One of many; how it is doing follows from its number."""

    number: int
    program_id: str

    @property
    def id(self) -> str:
        return f"M{self.number:031}"

    @property
    def members(self) -> tuple[Member, Member]:
        numbered = f"{self.number:08}"
        return Member(f"UE{numbered}", Role.MENTEE), Member(f"UO{numbered}", Role.MENTOR)

    @property
    def turn(self) -> int:
        return self.number * 37 % 100

    @property
    def state(self) -> MentorshipState:
        if self.turn in PAUSED:
            return MentorshipState.PAUSED
        return MentorshipState.ENDED if self.turn in ENDED else MentorshipState.ACTIVE

    def starts_at(self, number: int) -> datetime:
        """When a cycle begins: a quiet pair's last three lie far enough back to be silence."""
        return NOW - (CYCLES - number) * RHYTHM - timedelta(weeks=1)

    def outcome(self, number: int) -> Outcome | None:
        if number == CYCLES:
            return None
        return Outcome.UNANSWERED if self.turn in QUIET and number > CYCLES - 3 else Outcome.MET


async def fill_programs(db: Database, *, enrolled: int, programs: int) -> None:
    """So many enrolments, two to a mentorship, spread evenly over the programs of one manager."""
    ids = [f"P{number}" for number in range(programs)]
    pairs = [Pair(number, ids[number % programs]) for number in range(enrolled // 2)]
    async with db.transaction() as repos:
        await repos.workspaces.ensure(WORKSPACE_ID, "Hospital")
        for program_id in ids:
            await repos.programs.add(program(program_id))
        await repos.people.save_many([_person(pair, member) for pair in pairs for member in pair.members])
        await repos.mentorships.add_many([mentorship(pair) for pair in pairs])
        await _add_what_happened(repos, pairs)
    await _tidy_up(db)


async def _add_what_happened(repos: Repositories, pairs: list[Pair]) -> None:
    joined = [values_of(_enrolment(pair, member)) for pair in pairs for member in pair.members]
    await repos.enrolments._run_for_each(SAVE, joined)
    turns = [_turn(pair, number) for pair in pairs for number in range(1, CYCLES + 1)]
    await repos.cycles._run_for_each(OPEN, turns)
    # These were open once; nothing waits for them any more.
    await repos.cycles._run(update(cycles).where(cycles.c.outcome.is_not(None)).values(runs_until=None))
    await repos.outbox._run_for_each(insert(outbox), [row for pair in pairs for row in _sent_to(pair)])


async def _tidy_up(db: Database) -> None:
    """What a database does by itself, sooner or later."""
    async with db.statement() as repos:
        await repos.workspaces._connection.execute(text("ANALYZE"))


def program(program_id: str) -> Program:
    return Program(
        id=program_id,
        workspace_id=WORKSPACE_ID,
        template_id="nurse_leadership",
        name=f"Nurse leadership {program_id}",
        state=ProgramState.RUNNING,
        starts_on=(NOW - CYCLES * RHYTHM).date(),
        ends_on=(NOW + CYCLES * RHYTHM).date(),
        every_weeks=EVERY_WEEKS,
        minutes=45,
        channel_id="C1",
        managers=(MANAGER,),
        created_by=MANAGER,
    )


def _person(pair: Pair, member: Member) -> Person:
    known = Person(WORKSPACE_ID, member.user_id)
    if pair.turn not in ONCE_ON_LEAVE:
        return known
    first = pair.starts_at(2).date()
    return replace(known, leave_from=first, leave_until=first + timedelta(weeks=1))


def mentorship(pair: Pair) -> Mentorship:
    return Mentorship(
        id=pair.id,
        workspace_id=WORKSPACE_ID,
        program_id=pair.program_id,
        state=pair.state,
        members=pair.members,
        score=80.0,
        reasons=("You both chose *leading others*.", "Your free times overlap most weeks."),
        every_weeks=EVERY_WEEKS,
        channel_id=f"G{pair.number}",
        introduced_on=pair.starts_at(1).date(),
    )


def _enrolment(pair: Pair, member: Member) -> Enrolment:
    return Enrolment(
        workspace_id=WORKSPACE_ID,
        program_id=pair.program_id,
        user_id=member.user_id,
        role=member.role,
        capacity=1 if member.role.offers else 0,
        topics_offered=("leadership",) if member.role.offers else (),
        topics_wanted=("leadership",) if member.role.wants else (),
        charter_version="2026-11",
        charter_accepted_at=pair.starts_at(1),
    )


def cycle(pair: Pair, number: int) -> Cycle:
    outcome, monday = pair.outcome(number), this_monday(pair.starts_at(number).date())
    week = iso_week(monday + timedelta(weeks=1)) if outcome is Outcome.MET else None
    return Cycle(pair.id, number, monday, outcome, week)


def _turn(pair: Pair, number: int) -> dict[str, Any]:
    """Every cycle but the last has been followed by the next one."""
    one = cycle(pair, number)
    runs = {"ws": WORKSPACE_ID, "mentorship": one.mentorship_id, "day": one.starts_on, "longer": one.weeks}
    more = {"workspace_id": WORKSPACE_ID, "followed": number < CYCLES, "look_on": None}
    return values_of(one) | more | runs


def _sent_to(pair: Pair) -> list[dict[str, Any]]:
    asked = [_sent(pair, "check_in", number, one) for number in range(1, CYCLES) for one in pair.members]
    about_silence = [_sent(pair, "quiet_check", CYCLES - 1, one) for one in pair.members]
    return [*asked, *(about_silence if pair.turn in QUIET else [])]


def _sent(pair: Pair, kind: str, number: int, member: Member) -> dict[str, Any]:
    at = pair.starts_at(number) + timedelta(weeks=2)
    return {
        "workspace_id": WORKSPACE_ID,
        "kind": kind,
        "subject": pair.id,
        "cycle": number,
        "recipient": member.user_id,
        "due_at": at,
        "expires_at": at + timedelta(days=10),
        "budgeted": True,
        "state": DeliveryState.SENT,
        "attempts": 1,
        "sent_at": at,
    }
