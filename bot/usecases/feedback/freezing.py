"""Freezing: what a closed wave comes to is counted in a child process, gets its noise and is kept, once."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from typing import Protocol

from bot.confined.pool import Limits
from bot.domain.disclosure.cells import Cell, noisy
from bot.domain.disclosure.kinds import GOALS_MOVED, KINDS, ShownFrom
from bot.domain.disclosure.noise import Chance
from bot.domain.feedback.calendar import KEPT_FOR
from bot.domain.feedback.counting import Counts
from bot.domain.feedback.waves import Wave, WaveKind, WavePlace, group_of
from bot.domain.goals.goals import has_moved_up
from bot.domain.mentorships.mentorships import this_monday
from bot.planning.feedback import WAVE_MESSAGES, numbers_of
from bot.planning.findings import plan_answers_in
from bot.storage.database import Database
from bot.storage.feedback.child import Sealed, counts_of, question
from bot.storage.feedback.sealing import Seal
from bot.storage.repositories import Repositories

logger = logging.getLogger(__name__)

# So many people at once, in the child and here.
PIECE = 250
LIMITS = Limits(cpu_seconds=10, within=timedelta(seconds=60))
# A tap just before midnight is in by then.
AFTER_CLOSING = timedelta(hours=1)


class Counter(Protocol):
    """Whoever counts: a pool of child processes."""

    async def ask(self, question: bytes, limits: Limits) -> bytes: ...


async def list_closed(db: Database, *, workspace_id: str, now: datetime) -> list[Wave]:
    """The waves that take no more answers and are still to be frozen."""
    async with db.reading() as repos:
        return await repos.waves.list_closed(workspace_id, (now - AFTER_CLOSING).date())


async def freeze_wave(db: Database, wave: Wave, *, counter: Counter, chance: Chance, now: datetime) -> bool:
    """Count it and forget who was asked. False where somebody else was quicker. Raises OverLimits."""
    async with db.reading() as repos:
        places = await repos.waves.list_places(wave)
        seal = await repos.wave_answers.find_seal(wave.workspace_id, wave.program_id, intake=wave.intake)
    if seal is None:
        logger.warning("a wave of program %s was not counted: its key is gone", wave.program_id)
    counts = await _count(db, wave, seal, places, counter=counter) if seal else Counts()
    if wave.kind is WaveKind.END:
        counts.add(await db.read_giving_way(partial(_goals, wave=wave, places=places)))
    cells = _cells(wave, counts, chance)
    asked = [one.user_id for one in places]
    return await db.in_one_trip(partial(_keep, wave=wave, cells=cells, asked=asked, now=now))


async def _count(
    db: Database, wave: Wave, seal: Seal, places: Sequence[WavePlace], *, counter: Counter
) -> Counts:
    """Piece by piece, so that memory stays as it is and clicks come in between."""
    counts, unreadable = Counts(), 0
    for first in range(0, len(places), PIECE):
        piece = places[first : first + PIECE]
        people = await db.read_giving_way(partial(_sealed, wave=wave, seal=seal, places=piece))
        asked = question(seal, wave.kind.value, wave.items, people)
        found, damaged = counts_of(await counter.ask(asked, LIMITS))
        counts.add(found)
        unreadable += damaged
    if unreadable:
        logger.warning("%d rows of a wave of program %s were damaged", unreadable, wave.program_id)
    return counts


async def _sealed(
    repos: Repositories, *, wave: Wave, seal: Seal, places: Sequence[WavePlace]
) -> list[Sealed]:
    """The rows of these people, of the end wave with those of the baseline."""
    mine = {one.user_id: seal.row_key(wave.kind, one.user_id) for one in places}
    then = {one.user_id: seal.row_key(WaveKind.BASELINE, one.user_id) for one in places}
    rows = await repos.wave_answers.list_rows(wave, mine.values())
    before = (
        await repos.wave_answers.list_rows(replace(wave, kind=WaveKind.BASELINE), then.values())
        if wave.kind is WaveKind.END
        else {}
    )
    return [
        Sealed(
            one.role,
            one.is_early,
            mine[one.user_id],
            rows.get(mine[one.user_id]),
            then[one.user_id],
            before.get(then[one.user_id]),
        )
        for one in places
    ]


async def _goals(repos: Repositories, *, wave: Wave, places: Sequence[WavePlace]) -> Counts:
    """Of how many of the mentees who are asked a goal moved up, in whatever mentorship here.

    It is about all of them: who has a goal at all is nobody's to know.
    """
    here = await repos.mentorships.list_for_program(wave.workspace_id, wave.program_id)
    kept = await repos.goals.list_for_mentorships(wave.workspace_id, [one.id for one in here])
    moved = {one.user_id for one in chain.from_iterable(kept.values()) if has_moved_up(one.goals)}
    mentees = {one.user_id for one in places if one.role.wants and not one.role.in_circles}
    key, counts = (GOALS_MOVED.name, ""), Counts()
    if mentees:
        counts.could[key] = len(mentees)
        counts.yeses[key] = len(mentees & moved)
    return counts


def _cells(wave: Wave, counts: Counts, chance: Chance) -> list[Cell]:
    """In an order of their own, so that who freezes first is known by the first of them."""
    week = this_monday(wave.closes_on)
    return [
        noisy(
            KINDS[kind],
            week=week,
            yeses=counts.yeses[kind, group],
            could=could,
            chance=chance,
            group=group_of(wave.intake, group),
        )
        for (kind, group), could in sorted(counts.could.items())
    ]


async def _tell(repos: Repositories, wave: Wave, asked: Sequence[str], *, now: datetime) -> None:
    """Where there is anything to read."""
    if len(asked) >= ShownFrom.SURVEY:
        await repos.outbox.plan(plan_answers_in(wave, asked, now=now))


async def _keep(
    repos: Repositories, *, wave: Wave, cells: Sequence[Cell], asked: Sequence[str], now: datetime
) -> bool:
    """All of it or nothing. What was frozen before, as a restored backup may know, stays as it was."""
    today = now.date()
    if not await repos.waves.freeze(wave, today):
        return False
    await repos.cells.freeze(wave.workspace_id, wave.program_id, cells)
    await repos.outbox.forget_of_cycles(
        wave.workspace_id, wave.program_id, WAVE_MESSAGES, numbers_of(wave.kind, wave.intake)
    )
    if wave.kind is WaveKind.END:
        await _tell(repos, wave, asked, now=now)
        await repos.wave_answers.delete_wave(replace(wave, kind=WaveKind.BASELINE))
        await repos.wave_answers.let_key_die(
            wave.workspace_id, wave.program_id, intake=wave.intake, on=today + KEPT_FOR
        )
    return True
