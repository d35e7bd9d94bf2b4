"""A bot's days, tick after tick, with people who answer some of its questions."""

import random
import resource
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from benchmarks.clock import HandClock
from benchmarks.managed import WORKSPACE_ID
from benchmarks.slack_apart import SlackApart
from bot.background import Background
from bot.content import load_content
from bot.delivery.sender import Sender
from bot.deps import Deps
from bot.domain.acts import Act
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.mentorships.mentorships import Outcome
from bot.jobs import tick
from bot.nudges import all_kinds
from bot.rosters.links import Feeds
from bot.slack.pacing import NO_LIMITS, Pace
from bot.slack.people.names import Names
from bot.storage.database import Database
from bot.storage.tables import outbox
from bot.usecases.meetings.check_in import answer_cycle

TICKS_FROM = (timedelta(hours=12), timedelta(hours=15))
BETWEEN_TICKS = timedelta(seconds=15)
# Of ten pairs one never answers; of the questions to the others, six in ten are answered.
SILENT_OF, ANSWERED = 10, 0.6


@dataclass(slots=True)
class Lived:
    """`worked` are seconds of the bot's processor in ticks; `memory` the highest mark so far, day by day."""

    sent: int = 0
    worked: float = 0.0
    answered: int = 0
    memory: list[float] = field(default_factory=list)

    @property
    def each(self) -> float:
        """Milliseconds a message."""
        return 1000 * self.worked / self.sent


async def live(db: Database, slack: SlackApart, *, start: datetime, days: int) -> Lived:
    """`start` is a midnight."""
    deps, clock = deps_for(db, slack, start)
    rng, lived = random.Random(1), Lived()
    for day in range(days):
        today = start + timedelta(days=day)
        for hour in TICKS_FROM:
            clock.shows = today + hour
            await _tick(deps, clock, lived)
        lived.answered += await _answer(db, today, clock(), rng)
        lived.memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return lived


def deps_for(db: Database, slack: SlackApart, start: datetime) -> tuple[Deps, HandClock]:
    clock, content = HandClock(start), load_content()
    sender = Sender(db=db, slack=slack.gateway, content=content, kinds=all_kinds(), pace=Pace(NO_LIMITS))
    deps = Deps(
        db=db,
        clock=clock,
        content=content,
        slack=slack.gateway,
        sender=sender,
        background=Background(),
        new_id=lambda: "",
        feeds=Feeds(),
        names=Names(slack.gateway, clock=clock),
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
    act = Act(WORKSPACE_ID, by, now)
    await answer_cycle(db, act=act, mentorship_id=mentorship_id, cycle=cycle, outcome=Outcome.MET)


def _is_silent(mentorship_id: str) -> bool:
    return int(mentorship_id[1:]) % SILENT_OF == 0
