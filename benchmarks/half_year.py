"""Half a year of mentorships: what a message costs in ticks, and whether many mentorships make it dearer.

Few live through all of it. Of many, whose half year would take hours, one week is lived with the rest of
it in the tables already.
"""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks import managed
from benchmarks.databases import durable
from benchmarks.living import Lived, live
from benchmarks.managed import CYCLES, EVERY_WEEKS, WORKSPACE_ID, Pair, fill_programs, program
from benchmarks.report import Line
from benchmarks.slack_apart import slack_apart
from bot.content import load_content
from bot.domain.delivery.outbox import Planned
from bot.domain.joining.briefings import Briefing, required_for
from bot.domain.joining.enrolments import Enrolment, Role
from bot.domain.mentorships.mentorships import Member, Mentorship, MentorshipState
from bot.domain.people import Person
from bot.planning.cycles import ask_after
from bot.storage.database import Database
from bot.storage.joining.briefings import SAVE as BRIEFED
from bot.storage.joining.enrolments import SAVE
from bot.storage.repository import values_of
from tests.databases import SQLITE, Databases, opened

FEW, WEEKS = 50, 26
MANY, DAYS = (1_000, 10_000), 5
# A Monday; everybody is in UTC.
START = datetime(2026, 11, 23, tzinfo=UTC)
IN_ONE_PROGRAM = 500
AT_A_TIME = 500
INTRODUCED_WITHIN = 28
MOST_GROWTH, MOST_MEMORY = 1.1, 1.1
MOST_MINUTES = 25


async def run(databases: Databases) -> list[Line]:
    whole = await _whole(databases, FEW)
    weeks = {size: await _last_week(databases, size) for size in MANY}
    name = f"half year: {FEW} mentorships, all {WEEKS} weeks"
    lines = [*_lines(name, whole, 7 * WEEKS // 2, f"week {WEEKS // 2}")]
    for size, lived in weeks.items():
        name = f"half year: {size:,} mentorships, {DAYS} days after {CYCLES * EVERY_WEEKS} weeks"
        lines += _lines(name, lived, 2, "day 2")
    return [*lines, _growth(weeks)]


def _lines(name: str, lived: Lived, day: int, called: str) -> Iterator[Line]:
    counts = f"{lived.sent:,} messages, {lived.answered:,} answers"
    yield Line(f"{name}: ticks", f"{lived.each:.1f} ms a message", aim=counts)
    half, end = lived.memory[day - 1], lived.memory[-1]
    grown = f"{end / half:.2f} of {called}'s, at most {MOST_MEMORY:.2f}"
    yield Line(f"{name}: memory", f"{end:.0f} MB", aim=grown, held=end / half <= MOST_MEMORY)


def _growth(weeks: dict[int, Lived]) -> Line:
    """Of all that the ticks cost, by the number of mentorships."""
    few, many = MANY
    exponent = math.log(weeks[many].worked / weeks[few].worked) / math.log(many / few)
    name = f"half year: growth from {few:,} to {many:,}"
    aim = f"exponent under {MOST_GROWTH:.1f}"
    return Line(name, f"{exponent:.2f}", aim=aim, held=exponent < MOST_GROWTH)


async def run_whole(databases: Databases) -> list[Line]:
    """All of the half year for the most mentorships; too long for every run, so only by its own name."""
    size = MANY[-1]
    lived = await _whole(databases, size)
    name = f"half year: {size:,} mentorships, all {WEEKS} weeks"
    minutes = lived.worked / 60
    aim = f"under {MOST_MINUTES} min of the processor"
    return [
        *_lines(name, lived, 7 * WEEKS // 2, f"week {WEEKS // 2}"),
        Line(f"{name}: all ticks", f"{minutes:.1f} min", aim=aim, held=minutes < MOST_MINUTES),
    ]


async def _whole(databases: Databases, size: int) -> Lived:
    async with durable(databases, SQLITE) as url, opened(url) as db, slack_apart() as slack:
        await _fill(db, size)
        return await live(db, slack, start=START, days=7 * WEEKS)


async def _last_week(databases: Databases, size: int) -> Lived:
    async with durable(databases, SQLITE) as url, opened(url) as db, slack_apart() as slack:
        await fill_programs(db, enrolled=2 * size, programs=-(-size // IN_ONE_PROGRAM))
        await _ask(db, size)
        return await live(db, slack, start=START, days=DAYS)


async def _ask(db: Database, size: int) -> None:
    """The questions of the cycle they are in, as evenly over its weeks as pairs are introduced."""
    planned: list[Planned] = []
    for number in range(size):
        pair = Pair(number, f"P{number % -(-size // IN_ONE_PROGRAM)}")
        day = START.date() + timedelta(days=number % (7 * EVERY_WEEKS))
        planned += ask_after(managed.mentorship(pair), managed.cycle(pair, CYCLES), day)
    async with db.transaction() as repos:
        for first in range(0, len(planned), AT_A_TIME):
            await repos.outbox.plan(planned[first : first + AT_A_TIME])


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
        await repos.briefings._run_for_each(
            BRIEFED, [values_of(done) for one in joined for done in _briefings(one)]
        )
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


def _briefings(one: Enrolment) -> Iterator[Briefing]:
    for needed in sorted(required_for(one.role)):
        yield Briefing(one.workspace_id, one.user_id, needed, finished_on=START.date())


def _introduction(pair: Mentorship, number: int) -> Planned:
    due = START + timedelta(days=number % INTRODUCED_WITHIN)
    expires = due + timedelta(days=40)
    return Planned(
        WORKSPACE_ID, "introduction", pair.id, 0, pair.id, due_at=due, expires_at=expires, budgeted=False
    )
