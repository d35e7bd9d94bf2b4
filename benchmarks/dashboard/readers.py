"""Fifty managers who read one page after the other, while people tap "We met" in Slack; on SQLite."""

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from benchmarks.click.server import serving_apart
from benchmarks.click.storm import expect_200, request_of
from benchmarks.dashboard.visits import browsing, let_in, pages
from benchmarks.databases import durable
from benchmarks.report import Line, median
from benchmarks.slack import WORKSPACE_ID, LittleSlack
from bot.clock import system_clock
from bot.domain.joining.enrolments import Enrolment, Role
from bot.domain.people import Person
from bot.storage.database import Database
from bot.storage.joining.enrolments import SAVE
from bot.storage.repository import values_of
from tests.clicks import PROGRAM_ID, Tap, ask_pairs
from tests.databases import SQLITE, Databases, opened

PAIRS, READERS = 2_500, 50
# Each looks at a page so often, as fast as somebody reads.
EVERY = 3.0
CLICKS_A_SECOND, CLICKS = 25, 250
ROUNDS = 5
MOST_DELAY = 50.0


async def run(databases: Databases) -> list[Line]:
    async with LittleSlack.serve() as slack, durable(databases, SQLITE) as url:
        async with opened(url) as db:
            taps = await _fill(db)
            secrets = await let_in(db, [f"UM{n}" for n in range(READERS)])
        async with serving_apart(url, slack.api_url) as bot:
            requests = [request_of(tap.body(slack.response_url)) for tap in taps]
            found = await _in_turns(bot.address, requests, [*secrets.values()], taps)
    return _lines(*found)


async def _in_turns(
    address: str, requests: list[bytes], secrets: Sequence[str], taps: Sequence[Tap]
) -> tuple[list[list[float]], list[list[float]], list[float]]:
    """The waits of clicks without readers and beside them, round by round, and those of the readers."""
    alone: list[list[float]] = []
    beside: list[list[float]] = []
    read: list[float] = []
    for _ in range(ROUNDS):
        alone.append(await _click(address, _take(requests, CLICKS)))
        async with asyncio.TaskGroup() as group:
            readers = [group.create_task(_reads(address, secret, taps, read)) for secret in secrets]
            await asyncio.sleep(EVERY)
            beside.append(await _click(address, _take(requests, CLICKS)))
            for one in readers:
                one.cancel()
    return alone, beside, read


async def _reads(address: str, secret: str, taps: Sequence[Tap], waits: list[float]) -> None:
    chance = random.Random(secret)
    all_of_them = pages({"program": PROGRAM_ID, "mentorship": taps[0].mentorship_id})
    with suppress(asyncio.CancelledError):
        async with browsing(address, secret=secret) as browser:
            await asyncio.sleep(chance.random() * EVERY)
            while True:
                seen = await browser.get(chance.choice(all_of_them)[1])
                waits.append(seen.first_byte)
                await asyncio.sleep(EVERY)


async def _click(address: str, requests: Sequence[bytes]) -> list[float]:
    """Milliseconds to each acknowledgement, each sent when it is due, whatever the others wait for."""
    at, began = urlsplit(address), time.perf_counter()

    async def one(number: int, request: bytes) -> float:
        due = began + number / CLICKS_A_SECOND
        reader, writer = await asyncio.open_connection(at.hostname, at.port)
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        asked = time.perf_counter()
        writer.write(request)
        await expect_200(reader)
        writer.close()
        return 1000 * (time.perf_counter() - asked)

    return await asyncio.gather(*(one(number, request) for number, request in enumerate(requests)))


async def _fill(db: Database) -> list[Tap]:
    """One program with all these people, of whom each pair is asked whether they met."""
    now = system_clock()
    taps = await ask_pairs(db, workspace_id=WORKSPACE_ID, count=PAIRS, on=now.date())
    async with db.transaction() as repos:
        program = await repos.programs.get(WORKSPACE_ID, PROGRAM_ID)
        await repos.programs.save(replace(program, managers=tuple(f"UM{n}" for n in range(READERS))))
        people = [who for tap in taps for who in (tap.user_id, tap.other_id)]
        await repos.people.save_many([Person(WORKSPACE_ID, who) for who in people])
        await repos.enrolments._run_for_each(SAVE, [values_of(_enrolment(who, now)) for who in people])
    await db.look_at_tables()
    return taps


def _enrolment(user_id: str, now: datetime) -> Enrolment:
    return Enrolment(
        workspace_id=WORKSPACE_ID,
        program_id=PROGRAM_ID,
        user_id=user_id,
        role=Role.MENTEE if user_id.startswith("UMENTEE") else Role.MENTOR,
        capacity=1,
        topics_offered=("leadership",),
        topics_wanted=("leadership",),
        charter_version="1",
        charter_accepted_at=now,
    )


def _lines(alone: list[list[float]], beside: list[list[float]], read: list[float]) -> list[Line]:
    """Of the rounds the one in the middle: in one of them the machine may have been somebody else's."""
    floor, found = (median([_p99(one) for one in rounds[1:]]) for rounds in (alone, beside))
    usual, typical = (median([median(one) for one in rounds[1:]]) for rounds in (alone, beside))
    return [
        Line(
            f"clicks beside {READERS} readers, {SQLITE}: p99",
            f"{found:.0f} ms",
            f"{floor:.0f} ms",
            floor / found,
            f"delayed by less than {MOST_DELAY:.0f} ms",
            found - floor < MOST_DELAY,
        ),
        Line("the same: p50", f"{typical:.1f} ms", f"{usual:.1f} ms"),
        Line(f"their {len(read)} pages: p50, p99", f"{median(read):.0f} ms, {_p99(read):.0f} ms"),
    ]


def _p99(values: Sequence[float]) -> float:
    return sorted(values)[int(0.99 * len(values))]


def _take(requests: list[bytes], count: int) -> list[bytes]:
    taken, requests[:count] = requests[:count], []
    return taken
