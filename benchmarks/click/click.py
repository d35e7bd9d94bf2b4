"""A tap on "We met", against a Bolt app that only acknowledges; and taps while the bot is killed."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psutil

from benchmarks.click.server import BARE, Served, serving_apart
from benchmarks.click.storm import Storm, storm
from benchmarks.databases import durable
from benchmarks.report import Line, median
from benchmarks.slack import WORKSPACE_ID, LittleSlack
from bot.clock import system_clock
from tests.clicks import Tap, ask_pairs, recorded
from tests.databases import BOTH, POSTGRESQL, SQLITE, Databases, opened

ROUNDS = 3
TAPS = {1: 300, 50: 1500}
WARM_UP = 100
TO_KILL = 3000
KILLS_AT = (200, 600, 1000)
PATIENCE = 120
SHARE_OF_FLOOR = {SQLITE: 0.10}
SHARE_OF_WORK = {SQLITE: 0.15, POSTGRESQL: 0.16}


@dataclass(frozen=True, slots=True)
class Round:
    """The same taps on both; `answered` is seconds until the last answer was posted.

    Work is seconds of the process's processor, for acknowledgements and answers together.
    """

    floor: Storm
    ours: Storm
    answered: float
    floor_work: float
    our_work: float


async def run(databases: Databases) -> list[Line]:
    lines: list[Line] = []
    for kind in BOTH:
        lines += await _speed(databases, kind)
        lines.append(await _kill_nine(databases, kind))
    return lines


async def _speed(databases: Databases, kind: str) -> list[Line]:
    async with LittleSlack.serve() as slack, durable(databases, kind) as url:
        taps = await _asked(url, WARM_UP + ROUNDS * sum(TAPS.values()))
        async with serving_apart(BARE) as bare, serving_apart(url, slack.api_url) as bot:
            await _round(slack, bare, bot, _take(taps, WARM_UP), in_flight=5)
            rounds: dict[int, list[Round]] = {in_flight: [] for in_flight in TAPS}
            for _ in range(ROUNDS):
                for in_flight, count in TAPS.items():
                    one = await _round(slack, bare, bot, _take(taps, count), in_flight=in_flight)
                    rounds[in_flight].append(one)
    return [*_alone(kind, rounds[1]), *_crowd(kind, rounds[50])]


async def _round(
    slack: LittleSlack, bare: Served, bot: Served, taps: Sequence[Tap], *, in_flight: int
) -> Round:
    begun = _work(bare)
    floor = await storm(bare.address, taps, in_flight=in_flight)
    floor_work = _work(bare) - begun
    slack.expect(len(taps))
    begun = _work(bot)
    ours = await storm(bot.address, taps, in_flight=in_flight, response_url=slack.response_url)
    async with asyncio.timeout(PATIENCE):
        await slack.all_answered()
    return Round(floor, ours, time.perf_counter() - ours.began, floor_work, _work(bot) - begun)


def _work(served: Served) -> float:
    used = psutil.Process(served.process.pid).cpu_times()
    return float(used.user + used.system)


def _alone(kind: str, rounds: Sequence[Round]) -> list[Line]:
    ours = median([one.ours.percentile(0.5) for one in rounds])
    floor = median([one.floor.percentile(0.5) for one in rounds])
    what = f"click, {kind}, 1 in flight: p50"
    return [Line(what, f"{ours:.1f} ms", f"{floor:.1f} ms", floor / ours, "under 10 ms", ours < 10)]


def _crowd(kind: str, rounds: Sequence[Round]) -> list[Line]:
    name, least = f"click, {kind}, 50 in flight", SHARE_OF_FLOOR.get(kind, 0.25)
    ratio = median([one.ours.per_second / one.floor.per_second for one in rounds])
    slowest = median([one.ours.percentile(0.99) for one in rounds])
    shown = median([len(one.ours.waits) / one.answered for one in rounds])
    ours, floor = (median([each.per_second for each in side]) for side in _sides(rounds))
    floor_slowest = median([one.floor.percentile(0.99) for one in rounds])
    return [
        _worked(name, kind, rounds),
        Line(
            f"{name}: acks", f"{ours:.0f}/s", f"{floor:.0f}/s", ratio, f"at least {least:.2f}", ratio >= least
        ),
        Line(f"{name}: answers shown", f"{shown:.0f}/s", f"{floor:.0f}/s", shown / floor),
        Line(
            f"{name}: p99",
            f"{slowest:.0f} ms",
            f"{floor_slowest:.0f} ms",
            floor_slowest / slowest,
            "under 500 ms",
            slowest < 500,
        ),
    ]


def _worked(name: str, kind: str, rounds: Sequence[Round]) -> Line:
    ours = median([1000 * one.our_work / len(one.ours.waits) for one in rounds])
    floor = median([1000 * one.floor_work / len(one.floor.waits) for one in rounds])
    least = SHARE_OF_WORK[kind]
    what, aim = f"{name}: processor for ack and answer", f"at least {least:.2f}"
    return Line(what, f"{ours:.2f} ms", f"{floor:.2f} ms", floor / ours, aim, floor / ours >= least)


def _sides(rounds: Sequence[Round]) -> tuple[list[Storm], list[Storm]]:
    return [one.ours for one in rounds], [one.floor for one in rounds]


async def _kill_nine(databases: Databases, kind: str) -> Line:
    """Kill it a few times in the middle of a storm, start it again, and look for what was acknowledged."""
    async with LittleSlack.serve() as slack, durable(databases, kind) as url:
        taps = await _asked(url, TO_KILL)
        acknowledged: list[Tap] = []
        for enough in KILLS_AT:
            async with serving_apart(url, slack.api_url) as bot:
                some, stop = _take(taps, TO_KILL // len(KILLS_AT)), (enough // 2, bot.process.kill)
                done = await storm(bot.address, some, in_flight=50, stop=stop)
            acknowledged += done.acknowledged
        async with serving_apart(url, slack.api_url), opened(url) as db:
            lost = set(acknowledged) - await recorded(db, WORKSPACE_ID, acknowledged)
    found = f"{len(lost)} lost of {len(acknowledged)}"
    return Line(f"click, {kind}: kill -9, {len(KILLS_AT)} times", found, aim="0 lost", held=not lost)


async def _asked(url: str, count: int) -> list[Tap]:
    async with opened(url) as db:
        return await ask_pairs(db, workspace_id=WORKSPACE_ID, count=count, on=system_clock().date())


def _take(taps: list[Tap], count: int) -> list[Tap]:
    taken, taps[:count] = taps[:count], []
    return taken
