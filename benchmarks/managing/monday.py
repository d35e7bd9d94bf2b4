"""The Monday lists of five hundred managers: read, judged and put into words, as the sender does it."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from benchmarks.databases import durable
from benchmarks.managed import NOW, WORKSPACE_ID, fill_programs
from benchmarks.report import Line
from bot.content import Content, load_content
from bot.delivery.loading import load_from
from bot.delivery.reading import read_facts
from bot.delivery.sender import READ_AT_ONCE
from bot.delivery.verdict import judge
from bot.domain.delivery.outbox import DeliveryState, OutboxMessage
from bot.domain.people import Person
from bot.nudges import all_kinds
from bot.storage.database import Database
from tests.databases import BOTH, Databases, opened
from tests.statements import counted

MANAGERS, PROGRAMS, EACH, ENROLLED = 500, 100, 5, 10_000
MOST_SECONDS = 2.0
MOST_STATEMENTS = 2.0


async def run(databases: Databases) -> list[Line]:
    return [line for kind in BOTH for line in await _measure(databases, kind)]


async def _measure(databases: Databases, kind: str) -> list[Line]:
    content = load_content()
    async with durable(databases, kind) as url, opened(url) as db:
        await fill_programs(db, enrolled=ENROLLED, programs=PROGRAMS)
        managers = await _employ(db)
        began, busy = time.perf_counter(), time.process_time()
        with counted(db) as statements:
            said = await _say_all(db, [_row(who) for who in managers], content)
        seconds, cpu = time.perf_counter() - began, time.process_time() - busy
    assert said == MANAGERS
    each = len(statements) / MANAGERS
    name = f"lists of {MANAGERS} managers, {kind}, {PROGRAMS} programs, {ENROLLED // 2:,} mentorships"
    return [
        Line(name, f"{seconds:.2f} s", aim=f"under {MOST_SECONDS:g} s", held=seconds < MOST_SECONDS),
        Line(f"the same, processor time of ours, {kind}", f"{cpu:.2f} s"),
        Line(
            f"the same, statements for each, {kind}",
            f"{each:.2f}",
            aim=f"under {MOST_STATEMENTS:g}",
            held=each < MOST_STATEMENTS,
        ),
    ]


async def _employ(db: Database) -> list[str]:
    """Five managers a program, each with a program of their own."""
    managers = [f"UM{number:04}" for number in range(MANAGERS)]
    async with db.transaction() as repos:
        programs = await repos.programs.list_all(WORKSPACE_ID)
        for number, one in enumerate(programs):
            mine = tuple(managers[number * EACH : (number + 1) * EACH])
            await repos.programs.save(replace(one, managers=mine))
        await repos.people.save_many([Person(WORKSPACE_ID, who) for who in managers])
    return managers


def _row(who: str) -> OutboxMessage:
    now = _monday()
    return OutboxMessage(
        id=int(who.removeprefix("UM")) + 1,
        workspace_id=WORKSPACE_ID,
        kind="monday_list",
        subject=WORKSPACE_ID,
        cycle=now.date().toordinal(),
        recipient=who,
        due_at=now,
        expires_at=now + timedelta(days=4),
        budgeted=True,
        state=DeliveryState.CLAIMED,
        attempts=1,
    )


def _monday() -> datetime:
    return NOW - timedelta(days=NOW.weekday())


async def _say_all(db: Database, rows: Sequence[OutboxMessage], content: Content) -> int:
    """How many would leave."""
    said, now, kinds = 0, _monday(), all_kinds()
    for first in range(0, len(rows), READ_AT_ONCE):
        batch = rows[first : first + READ_AT_ONCE]
        read = partial(
            read_facts, workspace_id=WORKSPACE_ID, messages=batch, kinds=kinds, content=content, now=now
        )
        facts = await db.in_one_trip(read)
        for one in batch:
            kind = kinds[one.kind]
            loaded = load_from(facts, one, kinds=kinds, content=content, now=now)
            if loaded and judge(kind, loaded, content=content).send:
                kind.say(loaded.situation).to_dict()
                said += 1
    return said
