"""Opening waves: who is due gets a place and an empty row, once, whoever looks first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from random import Random, SystemRandom

from bot.content import Content, ProgramTemplate
from bot.domain.feedback.asking import Intakes
from bot.domain.feedback.calendar import Course
from bot.domain.feedback.items import items_for
from bot.domain.feedback.waves import Wave, WaveKind, WavePlace
from bot.domain.programs.programs import Program
from bot.planning.feedback import plan_wave
from bot.planning.stages import MIDPOINT, kind_of
from bot.storage.database import Database
from bot.storage.repositories import Repositories

# So many at once, that clicks don't wait.
BATCH = 200


async def open_waves(
    db: Database, *, workspace_id: str, content: Content, now: datetime, rng: Random | None = None
) -> int:
    """Ask whoever is due in each live program of a workspace. Idempotent; how many are asked anew."""
    async with db.reading() as repos:
        programs = await repos.programs.list_live(workspace_id)
    asked = 0
    for program in programs:
        template = content.programs.get(program.template_id)
        if template is not None:
            asked += await _open(db, program, template, content, now.date(), rng or SystemRandom())
    return asked


def course_of(template: ProgramTemplate) -> Course:
    """How long a program made from this template takes, and when half of it is over."""
    weeks = [one.week for one in template.milestones if kind_of(one) == MIDPOINT]
    midpoint = timedelta(weeks=weeks[0]) if weeks else None
    return Course(timedelta(weeks=template.length_weeks), midpoint)


async def _open(
    db: Database, program: Program, template: ProgramTemplate, content: Content, today: date, rng: Random
) -> int:
    async def read(repos: Repositories) -> tuple[Intakes, list[Wave], list[WavePlace]]:
        stood = await repos.waves.list_stood(program.workspace_id, program.id)
        known = await repos.waves.list_for_programs(program.workspace_id, [program.id])
        places = await repos.waves.list_places_in(program.workspace_id, program.id)
        return Intakes.of(program, course_of(template), stood), known, places

    intakes, known, places = await db.read_giving_way(read)
    before = {(one.intake, one.kind, one.user_id): one.is_early for one in places}
    by_key = {(one.intake, one.kind): one for one in known}
    asked = 0
    for intake in intakes.people:
        for kind in WaveKind:
            wave = by_key.get((intake, kind)) or _new_wave(intakes, intake, kind, template, content, today)
            if wave is None or wave.frozen_on:
                continue
            new = [one for one in intakes.places(intake, kind, today=today) if _is_new(one, before)]
            due = [one for one in new if _has_questions(wave, one)]
            asked += await _ask(db, intakes, wave, due, today=today, rng=rng)
    return asked


def _new_wave(
    intakes: Intakes, intake: str, kind: WaveKind, template: ProgramTemplate, content: Content, today: date
) -> Wave | None:
    """As it would open today. None where it asks nothing, or is over before anybody was asked."""
    opens_on = intakes.opens_on(intake, kind)
    items = content.surveys.asked_in(kind, template)
    if opens_on is None or not items:
        return None
    program = intakes.program
    closes_on = intakes.calendar(intake).closes_on(kind, opened_on=opens_on)
    wave = Wave(program.workspace_id, program.id, intake, kind, min(opens_on, today), closes_on, items)
    return wave if today <= closes_on else None


def _is_new(place: WavePlace, before: Mapping[tuple[str, WaveKind, str], bool]) -> bool:
    """Tell whether somebody is not asked yet, or less than they are to be; `before` has who is, if early."""
    was_early = before.get((place.intake, place.kind, place.user_id))
    return was_early is None or (was_early and not place.is_early)


def _has_questions(wave: Wave, place: WavePlace) -> bool:
    return bool(items_for(wave.items, place.role, is_circle=place.role.in_circles, is_early=place.is_early))


async def _ask(
    db: Database,
    intakes: Intakes,
    wave: Wave,
    places: Sequence[WavePlace],
    *,
    today: date,
    rng: Random,
) -> int:
    """In pieces that are made up by lot, each all or nothing."""
    closes_on = intakes.calendar(wave.intake).closes_on(wave.kind, opened_on=wave.opens_on)
    if not places and wave.closes_on == closes_on:
        return 0
    wave = replace(wave, closes_on=closes_on)
    due = [*places] if wave.is_open(today) else []
    rng.shuffle(due)
    asked = 0
    for first in range(0, max(len(due), 1), BATCH):
        piece = due[first : first + BATCH]
        asked += await db.in_one_trip(
            partial(_keep, intakes=intakes, wave=wave, places=piece, today=today, rng=rng)
        )
    return asked


async def _keep(
    repos: Repositories,
    *,
    intakes: Intakes,
    wave: Wave,
    places: Sequence[WavePlace],
    today: date,
    rng: Random,
) -> int:
    workspace_id, program_id, intake = wave.workspace_id, wave.program_id, wave.intake
    known = await repos.waves.find(workspace_id, program_id, intake=intake, kind=wave.kind, lock=True)
    if known is None and not places:
        return 0
    if known is None or known.closes_on != wave.closes_on:
        dies_on = intakes.calendar(intake).key_dies_on
        await repos.wave_answers.add_key(workspace_id, program_id, intake=intake, dies_on=dies_on)
        await repos.waves.add_first(wave)
        await repos.waves.keep_open_until(wave, wave.closes_on)
    return await _add(repos, wave, places, today=today, rng=rng)


async def _add(
    repos: Repositories, wave: Wave, places: Sequence[WavePlace], *, today: date, rng: Random
) -> int:
    seal = await repos.wave_answers.find_seal(wave.workspace_id, wave.program_id, intake=wave.intake)
    if seal is None:
        return 0
    new = frozenset(await repos.waves.add_places(sorted(places, key=lambda one: one.user_id)))
    await repos.wave_answers.add_empty(wave, sorted(new), seal=seal, rng=rng)
    asked = [one for one in places if one.user_id in new]
    await repos.outbox.plan(plan_wave(wave, asked, today=today))
    if wave.kind is WaveKind.END:
        await repos.waves.ask_for_all(wave, [one.user_id for one in places if not one.is_early])
    return len(new)
