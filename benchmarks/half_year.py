"""Twenty-six weeks of mentorships, tick after tick: what a message costs, and whether many make it dearer."""

import math
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from benchmarks.clock import HandClock
from benchmarks.databases import durable
from benchmarks.managed import WORKSPACE_ID, program
from benchmarks.report import Line
from benchmarks.slack_apart import SlackApart, slack_apart
from bot.background import Background
from bot.content import load_content
from bot.deps import Deps
from bot.domain.enrolments import Enrolment, Role
from bot.domain.mentorships import Member, Mentorship, MentorshipState, Outcome
from bot.domain.outbox import DeliveryState, Planned
from bot.domain.people import Person
from bot.jobs import tick
from bot.messenger import Messenger
from bot.nudges import all_kinds
from bot.slack.pacing import NO_LIMITS, Pace
from bot.storage.database import Database
from bot.storage.enrolments import SAVE
from bot.storage.repository import values_of
from bot.storage.tables import outbox
from bot.usecases.meetings import answer_cycle
from tests.databases import SQLITE, Databases, opened

SIZES = (1_000, 10_000)
WEEKS = 26
# A Monday; everybody keeps office hours in UTC.
START = datetime(2026, 11, 23, tzinfo=UTC)
TICKS_FROM = (timedelta(hours=12), timedelta(hours=15))
BETWEEN_TICKS = timedelta(seconds=15)
IN_ONE_PROGRAM = 500
INTRODUCED_WITHIN = 28
# Of ten pairs one never answers; of the questions to the others, six in ten are answered.
SILENT_OF, ANSWERED = 10, 0.6
MOST_GROWTH, MOST_MEMORY = 1.1, 1.1


@dataclass(slots=True)
class Lived:
    """`worked` are seconds of the bot's processor in ticks; `memory` the highest mark so far, by week."""

    sent: int = 0
    worked: float = 0.0
    answered: int = 0
    memory: dict[int, float] = field(default_factory=dict)

    @property
    def each(self) -> float:
        """Milliseconds a message."""
        return 1000 * self.worked / self.sent


async def run(databases: Databases) -> list[Line]:
    lives = {size: await live(databases, size, WEEKS) for size in SIZES}
    return [line for size, lived in lives.items() for line in _lines(size, lived)] + [_growth(lives)]


def _lines(size: int, lived: Lived) -> Iterator[Line]:
    name = f"half year: {size:,} mentorships, {WEEKS} weeks"
    yield Line(f"{name}: ticks", f"{lived.each:.2f} ms a message", aim=f"{lived.sent:,} messages")
    half, end = lived.memory[WEEKS // 2], lived.memory[WEEKS]
    grown = f"{end / half:.2f} of week {WEEKS // 2}'s, at most {MOST_MEMORY:.2f}"
    yield Line(f"{name}: memory", f"{end:.0f} MB", aim=grown, held=end / half <= MOST_MEMORY)


def _growth(lives: dict[int, Lived]) -> Line:
    """Of all that the ticks cost, by the number of mentorships."""
    few, many = SIZES
    exponent = math.log(lives[many].worked / lives[few].worked) / math.log(many / few)
    aim = f"under {MOST_GROWTH:.1f}"
    return Line("half year: growth", f"exponent {exponent:.2f}", aim=aim, held=exponent < MOST_GROWTH)


async def live(databases: Databases, size: int, weeks: int) -> Lived:
    async with durable(databases, SQLITE) as url, opened(url) as db, slack_apart() as slack:
        await _fill(db, size)
        deps, clock, rng, lived = *_deps(db, slack), random.Random(1), Lived()
        for day in range(7 * weeks):
            today = START + timedelta(days=day)
            for hour in TICKS_FROM:
                clock.shows = today + hour
                await _tick(deps, clock, lived)
            lived.answered += await _answer(db, today, clock(), rng)
            if day % 7 == 6:
                lived.memory[day // 7 + 1] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        assert (await slack.arrived())[0] <= lived.sent
    return lived


def _deps(db: Database, slack: SlackApart) -> tuple[Deps, HandClock]:
    clock, content = HandClock(START), load_content()
    messenger = Messenger(
        db=db, slack=slack.gateway, content=content, kinds=all_kinds(), pace=Pace(NO_LIMITS)
    )
    deps = Deps(
        db=db,
        clock=clock,
        content=content,
        slack=slack.gateway,
        messenger=messenger,
        background=Background(),
        new_id=lambda: "",
    )
    return deps, clock


async def _tick(deps: Deps, clock: HandClock, lived: Lived) -> None:
    """One after the other until nothing is left to send."""
    began = time.process_time()
    while sent := await tick(deps):
        lived.sent += sent
        clock.shows += BETWEEN_TICKS
    lived.worked += time.process_time() - began


async def _answer(db: Database, since: datetime, now: datetime, rng: random.Random) -> int:
    """Some of those who were asked today say that they met. Not counted: it is what clicks cost."""
    asked = (
        select(outbox.c.subject, outbox.c.cycle, outbox.c.recipient)
        .where(
            outbox.c.kind == "check_in",
            outbox.c.state == DeliveryState.SENT,
            outbox.c.sent_at >= since,
        )
        .order_by(outbox.c.id)
    )
    async with db.statement() as repos:
        rows = await repos.outbox._all(asked, {})
    answering = [row for row in rows if not _is_silent(row.subject) and rng.random() < ANSWERED]
    for row in answering:
        await _say_they_met(db, row.subject, row.cycle, by=row.recipient, now=now)
    return len(answering)


async def _say_they_met(db: Database, mentorship_id: str, cycle: int, *, by: str, now: datetime) -> None:
    await answer_cycle(
        db,
        workspace_id=WORKSPACE_ID,
        mentorship_id=mentorship_id,
        cycle=cycle,
        by=by,
        outcome=Outcome.MET,
        now=now,
    )


def _is_silent(mentorship_id: str) -> bool:
    return int(mentorship_id[1:]) % SILENT_OF == 0


async def _fill(db: Database, size: int) -> None:
    """So many approved pairs, introduced one after the other within four weeks, in programs of one size."""
    charter = load_content().charter.version
    pairs = [_pair(number) for number in range(size)]
    async with db.transaction() as repos:
        await repos.workspaces.ensure(WORKSPACE_ID, "Hospital")
        for program_id in sorted({pair.program_id for pair in pairs}):
            await repos.programs.add(program(program_id))
        await repos.people.save_many(
            [Person(WORKSPACE_ID, one, preset_id="office") for pair in pairs for one in pair.user_ids]
        )
        joined = [_enrolment(pair, member, charter) for pair in pairs for member in pair.members]
        await repos.enrolments._run_for_each(SAVE, [values_of(one) for one in joined])
        await repos.mentorships.add_many(pairs)
        for number, pair in enumerate(pairs):
            await repos.outbox.plan([_introduction(pair, number)])


def _pair(number: int) -> Mentorship:
    members = (Member(f"UE{number:08}", Role.MENTEE), Member(f"UO{number:08}", Role.MENTOR))
    return Mentorship(
        id=f"M{number:031}",
        workspace_id=WORKSPACE_ID,
        program_id=f"P{number // IN_ONE_PROGRAM}",
        state=MentorshipState.APPROVED,
        members=members,
        score=80.0,
        reasons=("You both chose *leading others*.",),
        every_weeks=4,
    )


def _enrolment(pair: Mentorship, member: Member, charter: str) -> Enrolment:
    return Enrolment(
        workspace_id=WORKSPACE_ID,
        program_id=pair.program_id,
        user_id=member.user_id,
        role=member.role,
        capacity=1 if member.role.offers else 0,
        topics_offered=("leadership",) if member.role.offers else (),
        topics_wanted=("leadership",) if member.role.wants else (),
        charter_version=charter,
        charter_accepted_at=START,
    )


def _introduction(pair: Mentorship, number: int) -> Planned:
    due = START + timedelta(days=number % INTRODUCED_WITHIN)
    expires = due + timedelta(days=40)
    return Planned(
        WORKSPACE_ID, "introduction", pair.id, 0, pair.id, due_at=due, expires_at=expires, budgeted=False
    )
