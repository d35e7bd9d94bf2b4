"""What closed waves came to, for those who may read it: managers, the champion, and the program's people."""

from collections.abc import Sequence
from functools import partial

from bot.domain.acts import Act
from bot.domain.disclosure.cells import Cell
from bot.domain.feedback.findings import WaveFindings, find
from bot.domain.feedback.waves import Wave, WaveKind
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.mentorships.mentorships import this_monday
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.errors import NotYours
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.views.feedback.findings import FindingsPage
from bot.views.refs import FindingsRef

NEVER_IN = frozenset({EnrolmentState.APPLIED, EnrolmentState.DECLINED})
NOT_THEIRS = "Only the people of this program can read what they said."


async def read_findings(db: Database, *, act: Act, ref: FindingsRef) -> FindingsPage:
    """The wave that is asked for, else the last that closed."""
    return await db.read_in_one_trip(partial(_read, act=act, ref=ref))


async def _read(repos: Repositories, *, act: Act, ref: FindingsRef) -> FindingsPage:
    program = await repos.programs.get(act.workspace_id, ref.program_id)
    await _require_theirs(repos, program, act)
    every = await repos.waves.list_for_programs(program.workspace_id, [program.id])
    waves = _closed(every)
    wanted = [one for one in waves if (one.kind, one.intake) == (ref.kind, ref.intake)] or waves
    shown = next(iter(wanted), None)
    changed = await what_changed(repos, program)
    return FindingsPage(
        program,
        await find_in(repos, shown, waves) if shown else None,
        others=[one for one in waves if one is not shown],
        changed=changed,
        may_change=act.by in program.managers,
        asking=[one for one in every if one.is_open(act.now.date())],
    )


async def closed_waves(repos: Repositories, program: Program) -> list[Wave]:
    """Those that are frozen, the last first."""
    return _closed(await repos.waves.list_for_programs(program.workspace_id, [program.id]))


def _closed(waves: Sequence[Wave]) -> list[Wave]:
    frozen = [one for one in waves if one.frozen_on]
    return sorted(frozen, key=lambda one: (one.closes_on, one.opens_on), reverse=True)


async def find_in(repos: Repositories, wave: Wave, waves: Sequence[Wave]) -> WaveFindings:
    """With the wave at the start of the same people beside it."""
    first = next((one for one in waves if one.kind is WaveKind.BASELINE and one.intake == wave.intake), None)
    first = None if first is wave else first
    since = min(this_monday(one.closes_on) for one in (wave, first) if one)
    cells: dict[str, list[Cell]] = await repos.cells.list_for_programs(
        wave.workspace_id, [wave.program_id], since=since
    )
    return find(wave, cells.get(wave.program_id, ()), first=first)


async def what_changed(repos: Repositories, program: Program) -> list[str]:
    """What was changed because of what people said, in the program and in those that follow it."""
    here = await repos.programs.list_all(program.workspace_id)
    after = [one for one in here if one.follows == program.id and one.state is not ProgramState.DRAFT]
    versions = [
        version
        for one in (program, *after)
        for version in await repos.program_versions.list_for_program(one.workspace_id, one.id)
    ]
    because = sorted((one for one in versions if one.why), key=lambda one: one.at, reverse=True)
    return [f"{'. '.join(one.lines)}. {one.why}" for one in because]


async def _require_theirs(repos: Repositories, program: Program, act: Act) -> None:
    if act.by in (*program.managers, program.champion):
        return
    place = await repos.enrolments.find(program.workspace_id, program.id, act.by)
    if place is None or place.state in NEVER_IN:
        raise NotYours(NOT_THEIRS)
