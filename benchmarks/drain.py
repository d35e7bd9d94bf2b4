"""Five thousand due messages, as fast as Slack's limits allow, and what of the processor that takes."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from benchmarks.clock import RunningClock
from benchmarks.databases import durable
from benchmarks.managed import WORKSPACE_ID, program
from benchmarks.report import Line
from benchmarks.slack_apart import SlackApart, slack_apart, user_id
from bot.app import TICK_EVERY
from bot.content import Content, load_content
from bot.delivery.sender import Sender
from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Member, Mentorship, MentorshipState
from bot.domain.people import Person
from bot.nudges import all_kinds
from bot.slack.pacing import POST, SLACK_LIMITS, Pace
from bot.storage.database import Database
from tests.databases import SQLITE, Databases, opened

MESSAGES = 5_000
# A Monday at noon, in everybody's office hours.
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PROGRAM = "P1"
AT_A_TIME = 500
PATIENCE = timedelta(hours=4)
MOST_OF_BOUND, MOST_OF_A_CORE = 1.2, 0.1


@dataclass(frozen=True, slots=True)
class Drained:
    """Seconds: `took` by the clock that the limits go by, `worked` by the bot's processor meanwhile."""

    took: float
    worked: float
    arrived: tuple[int, int]

    @property
    def each(self) -> float:
        """Milliseconds a message."""
        return 1000 * self.worked / (MESSAGES - SLACK_LIMITS[POST].at_once)


async def run(databases: Databases) -> list[Line]:
    one = await _drain(databases)
    bound = shortest(MESSAGES)
    name, times, share = f"drain: {MESSAGES:,} messages", one.took / bound, one.worked / one.took
    messages, people = one.arrived
    return [
        Line(f"{name}, each once", f"{messages:,} to {people:,}", held=one.arrived == (MESSAGES, MESSAGES)),
        Line(
            f"{name}, Slack's limits on",
            f"{one.took:.0f} s",
            f"{bound:.0f} s",
            bound / one.took,
            f"{times:.2f} of the limit's own time, at most {MOST_OF_BOUND:.2f}",
            times <= MOST_OF_BOUND,
        ),
        Line(
            f"{name}, share of one core",
            f"{share:.1%}",
            aim=f"{one.each:.1f} ms a message; under {MOST_OF_A_CORE:.0%}",
            held=share < MOST_OF_A_CORE,
        ),
    ]


def shortest(messages: int) -> float:
    """Seconds from the first to the last, by the limit alone: a burst, then one after the other."""
    limit = SLACK_LIMITS[POST]
    return max(messages - limit.at_once, 0) * limit.every.total_seconds()


async def _drain(databases: Databases) -> Drained:
    content = load_content()
    async with (
        durable(databases, SQLITE) as url,
        opened(url) as db,
        slack_apart(people=MESSAGES) as slack,
    ):
        await fill(db, MESSAGES)
        worked = await _deliver(db, slack, content)
        moments = await _moments(db)
        return Drained((max(moments) - min(moments)).total_seconds(), worked, await slack.arrived())


async def _deliver(db: Database, slack: SlackApart, content: Content) -> float:
    """Tick after tick, without the waiting in between. Returns what the processor worked after the first.

    In that one everything is compiled; and what it sends takes no time by the limit.
    """
    sender = Sender(db=db, slack=slack.gateway, content=content, kinds=all_kinds(), pace=Pace(SLACK_LIMITS))
    clock, turn, sent, began = RunningClock(NOON), NOON, 0, 0.0
    while sent < MESSAGES and turn < NOON + PATIENCE:
        await sender.recover(clock())
        sent += await sender.deliver_due(clock)
        began = began or time.process_time()
        turn = _next_turn(turn, clock())
        clock.move_to(turn)
    return time.process_time() - began


def _next_turn(turn: datetime, now: datetime) -> datetime:
    """A tick that comes while the last is still at work is skipped."""
    return turn + TICK_EVERY * max(1, math.ceil((now - turn) / TICK_EVERY))


async def _moments(db: Database) -> Sequence[datetime]:
    """When each left."""
    found: list[datetime] = []
    async with db.transaction() as repos:
        for first in range(0, MESSAGES, AT_A_TIME):
            ids = [_pair(number).id for number in range(first, min(first + AT_A_TIME, MESSAGES))]
            rows = await repos.outbox.list_about(WORKSPACE_ID, "check_in", ids)
            found += [row.sent_at for row in rows if row.sent_at]
    return found


async def fill(db: Database, messages: int, *, first: int = 0) -> None:
    """So many pairs, whose mentees are to be asked now. The mentors have no part in this."""
    pairs = [_pair(number) for number in range(first, first + messages)]
    async with db.transaction() as repos:
        await repos.workspaces.ensure(WORKSPACE_ID, "Hospital")
        await repos.programs.add_first(program(PROGRAM))
        await repos.people.save_many(
            [Person(WORKSPACE_ID, one, preset_id="office") for pair in pairs for one in pair.user_ids]
        )
        await repos.mentorships.add_many(pairs)
        for pair in pairs:
            await repos.cycles.open(WORKSPACE_ID, Cycle(pair.id, 1, NOON.date() - timedelta(weeks=3)))
        for begin in range(0, messages, AT_A_TIME):
            await repos.outbox.plan([_question(pair) for pair in pairs[begin : begin + AT_A_TIME]])


def _pair(number: int) -> Mentorship:
    return Mentorship(
        id=f"M{number:031}",
        workspace_id=WORKSPACE_ID,
        program_id=PROGRAM,
        state=MentorshipState.ACTIVE,
        members=(Member(user_id(number), Role.MENTEE), Member(f"UO{number:08}", Role.MENTOR)),
        score=80.0,
        reasons=("You both chose *leading others*.",),
        every_weeks=4,
        channel_id=f"G{number}",
        introduced_on=NOON.date() - timedelta(weeks=3),
    )


def _question(pair: Mentorship) -> Planned:
    expires = NOON + timedelta(days=10)
    return Planned(WORKSPACE_ID, "check_in", pair.id, 1, pair.user_ids[0], NOON, expires)
