"""Pairs who were introduced on the same Monday, and their waves."""

from datetime import date, datetime, timedelta

from sqlalchemy import text

from bot.confined.pool import Limits
from bot.content import Content
from bot.domain.acts import Act
from bot.domain.disclosure.noise import Chance
from bot.domain.feedback.items import Question
from bot.domain.feedback.waves import COHORT, Wave, WaveKind
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Outcome, iso_week
from bot.storage.database import Database
from bot.storage.feedback import child
from bot.usecases.feedback.answering import Step, WaveRef, answer, go_back, skip, start
from bot.usecases.feedback.freezing import Counter, freeze_wave, list_closed
from bot.usecases.feedback.opening import open_waves
from tests.figures import NoNoise
from tests.people import DAY, MONDAY, PROGRAM, WS, enrolment, move_in, pair_number

BASELINE, PULSE, MID, END = (WaveRef("P1", COHORT, kind) for kind in WaveKind)
TUESDAY = MONDAY + DAY
ENDS = PROGRAM.ends_on or date.max
NIA = "UNIA0"


async def pairs(db: Database, count: int) -> None:
    """So many pairs, introduced on Monday."""
    people = [
        enrolment(user_id, role)
        for n in range(count)
        for user_id, role in ((f"UNIA{n}", Role.MENTEE), (f"UOMAR{n}", Role.MENTOR))
    ]
    await move_in(db, *people, *(pair_number(n) for n in range(count)))


def met(number: int) -> Cycle:
    return Cycle(
        f"M1-{number}",
        1,
        starts_on=MONDAY.date(),
        outcome=Outcome.MET,
        iso_week=iso_week(MONDAY.date()),
    )


async def ask(db: Database, content: Content, *, now: datetime = TUESDAY) -> int:
    return await open_waves(db, workspace_id=WS, content=content, now=now)


async def waves(db: Database) -> dict[WaveKind, Wave]:
    async with db.reading() as repos:
        return {one.kind: one for one in await repos.waves.list_for_programs(WS, ["P1"])}


async def asked(db: Database, kind: WaveKind) -> dict[str, bool]:
    """Who is asked in a wave, and whether they are asked because they left early."""
    async with db.reading() as repos:
        found = await repos.waves.list_for_programs(WS, ["P1"])
        places = [one for wave in found if wave.kind is kind for one in await repos.waves.list_places(wave)]
    return {one.user_id: one.is_early for one in places}


async def begin(db: Database, ref: WaveRef = BASELINE, *, by: str = NIA, now: datetime = TUESDAY) -> Step:
    return await start(db, act=Act(WS, by, now), ref=ref)


async def say(
    db: Database,
    key: str,
    said: int,
    *,
    ref: WaveRef = BASELINE,
    by: str = NIA,
    now: datetime = TUESDAY,
) -> Step:
    return await answer(db, act=Act(WS, by, now), ref=ref, key=key, said=said)


async def pass_over(
    db: Database, key: str, *, ref: WaveRef = BASELINE, by: str = NIA, now: datetime = TUESDAY
) -> Step:
    return await skip(db, act=Act(WS, by, now), ref=ref, key=key)


def question_of(step: Step) -> Question:
    """The question somebody is asked now."""
    assert step.question
    return step.question


async def back(db: Database, key: str, *, by: str = NIA, now: datetime = TUESDAY) -> Step:
    return await go_back(db, act=Act(WS, by, now), ref=BASELINE, key=key)


async def answer_all(
    db: Database, said: int, *, ref: WaveRef = BASELINE, by: str = NIA, now: datetime = TUESDAY
) -> int:
    """The same answer to every question; how many taps it took."""
    step, taps = await begin(db, ref, by=by, now=now), 1
    while step.question:
        item = step.question.item
        step = await say(db, item.key, min(said, len(item.options) - 1), ref=ref, by=by, now=now)
        taps += 1
    return taps


def weeks(count: int) -> timedelta:
    return timedelta(weeks=count)


class InThisProcess:
    """Counts where the test runs, as the child does."""

    async def ask(self, question: bytes, limits: Limits) -> bytes:
        return child.answer(question)


async def freeze(
    db: Database, *, now: datetime, chance: Chance | None = None, counter: Counter | None = None
) -> list[WaveKind]:
    """Everything that is closed; the kinds that this call froze."""
    frozen = []
    for wave in await list_closed(db, workspace_id=WS, now=now):
        counting, noise = counter or InThisProcess(), chance or NoNoise()
        if await freeze_wave(db, wave, counter=counting, chance=noise, now=now):
            frozen.append(wave.kind)
    return frozen


async def cells(db: Database) -> dict[tuple[str, str], tuple[int, int | None]]:
    """By kind and group, the value and how many could."""
    async with db.reading() as repos:
        kept = (await repos.cells.list_for_programs(WS, ["P1"], since=date(2020, 1, 1))).get("P1", [])
    return {(one.kind, one.group): (one.value, one.could) for one in kept}


async def sealed(db: Database) -> list[tuple[str, str, bytes]]:
    """All rows of answers as they stand in the table: kind, key and what is in them."""
    async with db._engine.connect() as connection:
        rows = (await connection.execute(text("SELECT kind, key, sealed FROM answer_blob"))).all()
    return [(row.kind, row.key, bytes(row.sealed)) for row in rows]
