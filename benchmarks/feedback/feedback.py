"""Waves: a tap on an answer beside one on "We met", and the freezing of a wave of 10,000 people."""

import asyncio
import resource
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import psutil

from benchmarks.click.server import Served, serving_apart
from benchmarks.click.storm import storm
from benchmarks.databases import durable
from benchmarks.freezing import CLICKS_WITHOUT, beside_clicks, click, keep_clicking
from benchmarks.report import Line, median
from benchmarks.slack import WORKSPACE_ID, LittleSlack
from bot.clock import system_clock
from bot.confined.pool import Pool
from bot.content import load_content
from bot.domain.acts import Act
from bot.domain.feedback.items import AskedItem, Question
from bot.domain.feedback.waves import COHORT, Wave, WaveKind, WavePlace
from bot.domain.joining.enrolments import Enrolment, Role
from bot.domain.people import Person
from bot.jobs.feedback import CHILD
from bot.storage.database import Database
from bot.storage.feedback.answers import ADD
from bot.usecases.feedback.answering import WaveRef, start
from bot.usecases.feedback.freezing import freeze_wave
from bot.usecases.feedback.opening import open_waves
from bot.views.feedback.asking import wave_question
from bot.views.refs import AskedRef
from tests.clicks import PROGRAM_ID, Tap, ask_pairs
from tests.databases import BOTH, Databases, opened

ROUNDS, WARM_UP = 3, 100
TAPS = {1: 200, 50: 800}
MOST_OF_WE_MET = 1.2
FEW, MANY = 1_000, 10_000
MOST_SECONDS = 10.0
MOST_GROWTH_MB = 5.0
ANSWERED = AskedRef(PROGRAM_ID, WaveKind.BASELINE)


# Milliseconds of waiting, and of the processor.
Cost = tuple[float, float]


@dataclass(frozen=True, slots=True)
class AnswerTap(Tap):
    """A tap on the fourth answer to a question of the baseline."""

    item: AskedItem

    def body(self, response_url: str = "") -> bytes:
        question = wave_question(ANSWERED, Question(self.item, 1, 6))
        row = next(one for one in question.to_dict()["blocks"] if one["type"] == "actions")
        return self.tapped(question, row["elements"][3], response_url)


async def run(databases: Databases) -> list[Line]:
    lines: list[Line] = []
    for kind in BOTH:
        lines += await _answering(databases, kind)
    for kind in BOTH:
        lines += await _freezing(databases, kind)
    return lines


async def _answering(databases: Databases, kind: str) -> list[Line]:
    async with LittleSlack.serve() as slack, durable(databases, kind) as url:
        async with opened(url) as db:
            taps, answers = await _asked(db, WARM_UP + ROUNDS * sum(TAPS.values()))
        async with serving_apart(url, slack.api_url) as bot:
            for some in (taps, answers):
                await _tap(slack, bot, _take(some, WARM_UP), 5)
            alone: list[tuple[Cost, Cost]] = []
            crowd: list[tuple[Cost, Cost]] = []
            for _ in range(ROUNDS):
                for in_flight, count in TAPS.items():
                    floor = await _tap(slack, bot, _take(taps, count), in_flight)
                    ours = await _tap(slack, bot, _take(answers, count), in_flight)
                    (alone if in_flight == 1 else crowd).append((floor, ours))
    name = f"an answer beside “We met”, {kind}"
    return [
        _beside(f"{name}, 1 in flight: p50", [(one[0], other[0]) for one, other in alone]),
        _beside(f"{name}, 50 in flight: processor", [(one[1], other[1]) for one, other in crowd]),
    ]


async def _tap(slack: LittleSlack, bot: Served, taps: Sequence[Tap], in_flight: int) -> Cost:
    """The median wait and the processor time of each, in milliseconds, its answer included."""
    begun = _work(bot)
    slack.expect(len(taps))
    done = await storm(bot.address, taps, in_flight=in_flight, response_url=slack.response_url)
    async with asyncio.timeout(120):
        await slack.all_answered()
    return done.percentile(0.5), 1000 * (_work(bot) - begun) / len(taps)


def _beside(what: str, pairs: Sequence[tuple[float, float]]) -> Line:
    ratio = median([ours / floor for floor, ours in pairs])
    floor, ours = (median([pair[side] for pair in pairs]) for side in (0, 1))
    aim = f"at most {MOST_OF_WE_MET} of “We met”"
    return Line(what, f"{ours:.2f} ms", f"{floor:.2f} ms", 1 / ratio, aim, ratio <= MOST_OF_WE_MET)


def _work(served: Served) -> float:
    used = psutil.Process(served.process.pid).cpu_times()
    return float(used.user + used.system)


def _take(taps: list[Tap], count: int) -> list[Tap]:
    taken, taps[:count] = taps[:count], []
    return taken


async def _asked(db: Database, count: int) -> tuple[list[Tap], list[Tap]]:
    """Pairs with an open question each, whose mentees are asked the baseline."""
    content, now = load_content(), system_clock()
    taps = await ask_pairs(db, workspace_id=WORKSPACE_ID, count=count, on=now.date() - timedelta(days=2))
    async with db.transaction() as repos:
        await repos.people.save_many([Person(WORKSPACE_ID, one.user_id) for one in taps])
        for one in taps:
            await repos.enrolments.save(_enrolment(one.user_id, now))
    await open_waves(db, workspace_id=WORKSPACE_ID, content=content, now=now)
    ref = WaveRef(PROGRAM_ID, COHORT, WaveKind.BASELINE)
    for one in taps:
        await start(db, act=Act(WORKSPACE_ID, one.user_id, now), ref=ref)
    items = content.surveys.asked_in(WaveKind.BASELINE, content.programs["nurse_leadership"])
    [item] = [one for one in items if one.key == "b2"]
    answers: list[Tap] = [
        AnswerTap(one.workspace_id, one.mentorship_id, one.user_id, one.other_id, item) for one in taps
    ]
    return taps, answers


def _enrolment(user_id: str, now: datetime) -> Enrolment:
    return Enrolment(
        workspace_id=WORKSPACE_ID,
        program_id=PROGRAM_ID,
        user_id=user_id,
        role=Role.MENTEE,
        capacity=0,
        topics_offered=(),
        topics_wanted=("leadership",),
        charter_version="1",
        charter_accepted_at=now,
    )


async def _freezing(databases: Databases, kind: str) -> list[Line]:
    async with durable(databases, kind) as url, opened(url) as db:
        now = system_clock()
        few = await _answered_by(db, FEW, PROGRAM_ID, now.date())
        many = await _answered_by(db, MANY, "P2", now.date())
        await db.look_at_tables()
        without = [await click(db, number) for number in range(CLICKS_WITHOUT)]
        small = await _freeze(db, few, now)
        large = await _freeze(db, many, now)
    name = f"freezing a wave of {MANY:,}, {kind}"
    growth = large.memory - small.memory
    return [
        Line(f"{name}: the child", f"{large.child:.2f} s"),
        Line(
            f"{name}: both processes",
            f"{large.child + large.here:.2f} s",
            aim=f"under {MOST_SECONDS:.0f} s of CPU",
            held=large.child + large.here < MOST_SECONDS,
        ),
        Line(
            f"{name}: memory of the child",
            f"{large.memory:.0f} MB",
            f"{small.memory:.0f} MB",
            aim=f"at most {MOST_GROWTH_MB:.0f} MB more than for {FEW:,}",
            held=growth <= MOST_GROWTH_MB,
        ),
        beside_clicks(f"{name}: longest click beside it", large.waits, without),
    ]


@dataclass(frozen=True, slots=True)
class _Took:
    """Processor seconds of the child and of this process, without clicks; megabytes at most; waits."""

    child: float
    here: float
    memory: float
    waits: list[float]


async def _freeze(db: Database, wave: Wave, now: datetime) -> _Took:
    waits: list[float] = []
    clicking = asyncio.create_task(keep_clicking(db, waits))
    pool, children, began = Pool(CHILD, count=1), _children(), time.process_time()
    await freeze_wave(db, wave, counter=pool, chance=secrets, now=now)
    here = time.process_time() - began
    [child] = [one for one in psutil.Process().children() if CHILD in " ".join(one.cmdline())]
    memory = child.memory_info().rss / 1_000_000
    pool.close()
    clicking.cancel()
    with suppress(asyncio.CancelledError):
        await clicking
    return _Took(_children() - children, here, memory, waits)


def _children() -> float:
    """Of those that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def _answered_by(db: Database, count: int, program_id: str, today: date) -> Wave:
    """The end wave of a program in which everybody has answered everything, at the start as well."""
    content = load_content()
    template = content.programs["nurse_leadership"]
    people = [f"U{program_id}{number:05}" for number in range(count)]
    if program_id == PROGRAM_ID:
        await ask_pairs(db, workspace_id=WORKSPACE_ID, count=1, on=today)
    async with db.transaction() as repos:
        known = await repos.programs.get(WORKSPACE_ID, PROGRAM_ID)
        await repos.programs.add_first(replace(known, id=program_id))
        await repos.people.save_many([Person(WORKSPACE_ID, one) for one in people])
        await repos.wave_answers.add_key(
            WORKSPACE_ID, program_id, intake=COHORT, dies_on=today + timedelta(days=90)
        )
        seal = await repos.wave_answers.find_seal(WORKSPACE_ID, program_id, intake=COHORT)
        assert seal
        for kind in (WaveKind.BASELINE, WaveKind.END):
            of = (WORKSPACE_ID, program_id, COHORT, kind)
            items = content.surveys.asked_in(kind, template)
            wave = Wave(*of, today - timedelta(days=50), today - timedelta(days=2), items)
            await repos.waves.add_first(wave)
            if kind is WaveKind.END:
                await repos.waves.add_places([WavePlace(*of, one, Role.MENTEE) for one in people])
            answers: dict[str, int | None] = {one.key: 3 for one in items}
            keys = [seal.row_key(kind, one) for one in people]
            owner = {"workspace_id": WORKSPACE_ID, "program_id": program_id, "intake": COHORT, "kind": kind}
            rows = [owner | {"key": key, "sealed": seal.close(key, answers)} for key in keys]
            await repos.wave_answers._run_for_each(ADD, rows)
    return wave
