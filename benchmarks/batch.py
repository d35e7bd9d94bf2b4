"""What a message costs in statements and processor time: many due at once, and then all their cycles turn."""

import time
from dataclasses import dataclass

from sqlalchemy import update

from benchmarks.databases import durable
from benchmarks.drain import NOON, fill
from benchmarks.report import Line
from benchmarks.slack_apart import SlackApart, slack_apart
from bot.content import load_content
from bot.delivery.sender import Sender
from bot.domain.mentorships.mentorships import Outcome
from bot.nudges import all_kinds
from bot.slack.pacing import NO_LIMITS, Pace
from bot.storage.database import Database
from bot.storage.tables import cycle
from bot.usecases.mentorships.cycles import keep_rhythm
from tests.databases import BOTH, Databases, opened
from tests.statements import counted

# In the first of them everything is compiled.
MESSAGES, WARM_UP = 1_000, 100
MOST = 8


@dataclass(frozen=True, slots=True)
class Batch:
    """Of one message: statements without BEGIN and COMMIT, and milliseconds of the bot's processor."""

    statements: float
    worked: float


async def run(databases: Databases) -> list[Line]:
    return [line for kind in BOTH for line in _lines(kind, await _deliver(databases, kind))]


def _lines(kind: str, batch: Batch) -> list[Line]:
    found, name = batch.statements, f"batch: {MESSAGES:,} messages and their cycles, {kind}"
    return [
        Line(f"{name}: statements a message", f"{found:.1f}", aim=f"at most {MOST}", held=found <= MOST),
        Line(f"{name}: CPU a message", f"{batch.worked:.1f} ms"),
    ]


async def _deliver(databases: Databases, kind: str) -> Batch:
    async with durable(databases, kind) as url, opened(url) as db, slack_apart() as slack:
        await fill(db, WARM_UP)
        await _deliver_and_turn(db, slack)
        await fill(db, MESSAGES, first=WARM_UP)
        began = time.process_time()
        with counted(db) as statements:
            sent = await _deliver_and_turn(db, slack)
        return Batch(len(statements) / sent, 1000 * (time.process_time() - began) / sent)


async def _deliver_and_turn(db: Database, slack: SlackApart) -> int:
    content, pace = load_content(), Pace(NO_LIMITS)
    sender = Sender(db=db, slack=slack.gateway, content=content, kinds=all_kinds(), pace=pace)
    sent = await sender.deliver_due(lambda: NOON)
    async with db.transaction() as repos:
        answered = update(cycle).where(cycle.c.outcome.is_(None))
        await repos.cycles._run(answered.values(outcome=Outcome.MET, iso_week="2026-W48"))
    for _ in range(0, sent, 200):
        await keep_rhythm(db, content=content, now=NOON)
    return sent
