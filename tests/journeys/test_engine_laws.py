"""The engine as a whole, over months of somebody's roster in any zone: planned twice, sent once or never.

From the outbox through the verdict to the workspace. What single rules promise over a year is in
tests/domain/test_timing_year.py.
"""

from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from bot.delivery.placing import place_due
from bot.delivery.sender import Sender
from bot.domain.availability import Availability
from bot.domain.delivery.outbox import DeliveryState, OutboxMessage, Planned
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Member
from bot.domain.people import Person
from bot.domain.timing import welcome_windows
from bot.nudges import all_kinds
from bot.sandbox.clock import SandboxClock
from bot.sandbox.model import Person as Colleague
from bot.sandbox.sandbox import Sandbox
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.manifest import read_manifest
from tests import people
from tests.databases import SQLITE
from tests.domain.quiet_oracle import Oracle
from tests.domain.test_timing_year import CONTENT, FIRST, ZONES, person_of
from tests.examples import examples
from tests.people import NIA, PAIR, PROGRAM, WS

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
RULES = CONTENT.quiet_rules
MOST = RULES.max_messages_per_7_days


@dataclass(frozen=True)
class Year:
    """Somebody's roster, and what falls due for them: when, and for how long it is good."""

    person: Availability
    messages: tuple[tuple[datetime, timedelta], ...]

    def planned(self) -> list[Planned]:
        return [
            people.question(subject=f"M{number}", due_at=due, expires_at=due + good_for)
            for number, (due, good_for) in enumerate(self.messages)
        ]


@st.composite
def years(draw):
    person = person_of(draw(st.sampled_from(ZONES)), draw(st.integers(0, 7)))
    begins = draw(st.integers(0, 300 * 24))
    hours = draw(st.lists(st.integers(0, 40 * 24), min_size=1, max_size=10))
    lives = [draw(st.integers(1, 21 * 24)) for _ in hours]
    known = replace(person, roster_known_until=max(shift.end for shift in person.shifts))
    messages = [(FIRST + (begins + one) * HOUR, life * HOUR) for one, life in zip(hours, lives, strict=True)]
    return Year(known, tuple(messages))


@asynccontextmanager
async def engine(databases):
    """A database, and a sender that writes to a workspace of its own."""
    sandbox = Sandbox(read_manifest(), clock=SandboxClock(FIRST), wall=lambda: datetime.now(UTC), team_id=WS)
    sandbox.workspace.people[NIA] = Colleague(NIA, "Somebody")

    async def token_for(workspace_id):
        return sandbox.bot_token

    async with (
        databases.open(SQLITE) as db,
        sandbox.serve() as address,
        slack_session(address) as session,
    ):
        gateway = SlackGateway(session, base_url=f"{address}/api/", token_for=token_for)
        yield db, sandbox, Sender(db=db, slack=gateway, content=CONTENT, kinds=all_kinds())


async def lives_through(databases, year: Year, *, places: bool) -> tuple[list[OutboxMessage], int]:
    """What became of each message, and how many arrived; whether rows are placed before they are judged."""
    async with engine(databases) as (db, sandbox, sender):
        await move_in(db, year)
        for _ in range(60 * len(year.messages)):
            async with db.transaction() as repos:
                assert await repos.outbox.plan(year.planned()) == 0
                now = await repos.outbox.next_due_at()
            if now is None:
                break
            if places:
                await place_due(db, kinds=all_kinds(), content=CONTENT, now=now)
            await sender.deliver_due(lambda now=now: now)
        async with db.transaction() as repos:
            subjects = [one.subject for one in year.planned()]
            rows = await repos.outbox.list_about(WS, "check_in", subjects)
        actor = sandbox.actor(NIA)
        return rows, len(actor.messages(actor.dm))


async def move_in(db, year: Year):
    """Each message is about a mentorship of its own."""
    program = replace(PROGRAM, starts_on=date(2025, 1, 6), ends_on=date(2028, 1, 3))
    pairs = [
        replace(PAIR, id=f"M{n}", members=(Member(NIA, Role.MENTEE), Member(f"UOMAR{n}", Role.MENTOR)))
        for n in range(len(year.messages))
    ]
    cycles = [Cycle(pair.id, 1, starts_on=date(2025, 12, 1)) for pair in pairs]
    who = year.person
    person = Person(WS, NIA, tz=who.tz, preset_id=who.preset.id, long_recovery=who.long_recovery)
    await people.move_in(db, program, person, *pairs, *cycles)
    async with db.transaction() as repos:
        await repos.shifts.replace(WS, NIA, who.shifts)
        assert await repos.outbox.plan(year.planned()) == len(year.messages)


@examples(20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(year=years(), places=st.booleans())
async def test_nothing_wakes_anybody_nothing_is_too_much_and_nothing_that_may_be_said_is_lost(
    databases, year, places
):
    rows, arrived = await lives_through(databases, year, places=places)
    assert len(rows) == len(year.messages)
    assert {row.state for row in rows} <= {DeliveryState.SENT, DeliveryState.DROPPED}
    left = sorted({row.sent_at for row in rows if row.sent_at})
    assert arrived == len(left)
    assert [Oracle(year.person).why_not(at) for at in left] == [None] * len(left)
    assert all(sum(at - WEEK < other <= at for other in left) <= MOST for at in left)
    for row in rows:
        if row.state is DeliveryState.DROPPED:
            assert not missed(row, left, year)


def missed(row: OutboxMessage, left: list[datetime], year: Year) -> list[datetime]:
    """Welcome moments of its life at which it could have left: in the budget, and no other had just come."""
    [(due, expires)] = [(one.due_at, one.expires_at) for one in year.planned() if one.subject == row.subject]
    windows = welcome_windows(year.person, start=due, end=expires, rules=RULES)
    moments = [one.start + n * HOUR for one in windows for n in range(-(-(one.end - one.start) // HOUR))]
    free = [at for at in moments if sum(at - WEEK < other <= at for other in left) < MOST]
    return [at for at in free if not any(at - DAY < other <= at for other in left)]
