"""A program's way through its states: each move locked, checked again, and refused with a sentence."""

import math
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.content import Content, FormatKind
from bot.domain.acts import Act
from bot.domain.programs.programs import Intake, Program, require_launchable, require_manager
from bot.domain.programs.states import ProgramState, Step, require_step
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.feedback.looking_back import tell_people
from bot.usecases.programs.keeping import wind_down
from bot.usecases.programs.planning import set_up_of
from bot.usecases.programs.thanking import plan_thanks
from bot.usecases.recruiting.cover import places_and_expected

RUNS_ON_FOR = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class PlacesMissing:
    """Why sign-up did not open at once: `wanted` is how many of the places should be there first."""

    program: Program
    places: int
    expected: int
    wanted: int


async def launch_program(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
) -> Program:
    """Open a draft: for mentors first, or for everybody where there are none. Refused, with the list, until
    everything it needs is filled in.
    """
    async with db.transaction() as repos:
        workspace = await repos.workspaces.get(act.workspace_id)
        program = await _managed(repos, act.workspace_id, program_id, act.by)
        set_up = await set_up_of(repos, program, workspace, content)
        require_launchable(program, missing=set_up.missing)
        _require_time_left(program, today=act.now.date())
        has_mentors = content.programs[program.template_id].format.kind is not FormatKind.GROUP
        launched = replace(program, state=ProgramState.RECRUITING if has_mentors else ProgramState.ENROLLING)
        await repos.programs.save(launched)
        await _tell_people_before(repos, launched, now=act.now)
    return launched


async def _tell_people_before(repos: Repositories, program: Program, *, now: datetime) -> None:
    """Where a cohort is as it is because of what they said: you said, we changed."""
    if program.follows is None:
        return
    versions = await repos.program_versions.list_for_program(program.workspace_id, program.id)
    earlier = await repos.programs.find(program.workspace_id, program.follows)
    if earlier and any(one.why for one in versions):
        await tell_people(repos, earlier, now=now)


async def open_signup(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
    anyway: bool = False,
) -> Program | PlacesMissing:
    """Let mentees join as well; not while places are missing, unless the manager says so `anyway`."""
    async with db.transaction() as repos:
        program = await _managed(repos, act.workspace_id, program_id, act.by)
        require_step(program.name, program.state, Step.OPEN_SIGNUP)
        _require_time_left(program, today=act.now.date())
        missing = None if anyway else await _places_missing(repos, program, content, act.now)
        if missing:
            return missing
        opened = replace(program, state=ProgramState.ENROLLING)
        await repos.programs.save(opened)
    return opened


async def _places_missing(
    repos: Repositories, program: Program, content: Content, now: datetime
) -> PlacesMissing | None:
    places, expected = await places_and_expected(repos, program, content=content, now=now)
    wanted = math.ceil(expected * program.plan.places_first_percent / 100)
    return PlacesMissing(program, places, expected, wanted) if places < wanted else None


async def take_step(
    db: Database,
    *,
    act: Act,
    program_id: str,
    step: Step,
) -> Program:
    async with db.transaction() as repos:
        program = await _managed(repos, act.workspace_id, program_id, act.by)
        require_step(program.name, program.state, step)
        if step is Step.REOPEN_SIGNUP:
            _require_time_left(program, today=act.now.date())
        moved = replace(
            program, state=step.after, ends_on=_last_day_after(program, step, today=act.now.date())
        )
        await repos.programs.save(moved)
        if step is Step.BEGIN_CLOSING:
            await plan_thanks(repos, moved, today=act.now.date())
        if step.after is ProgramState.CLOSED:
            await wind_down(repos, moved, act.now)
    return moved


def _last_day_after(program: Program, step: Step, *, today: date) -> date | None:
    """Closing is counted from the last day, so that closing early brings it forward."""
    last = program.ends_on
    if step is Step.BEGIN_CLOSING:
        return min(last, today) if last else today
    if step is Step.RUN_AGAIN:
        no_end = program.intake is Intake.ROLLING
        return None if no_end or last is None else max(last, today + RUNS_ON_FOR)
    return last


def _require_time_left(program: Program, *, today: date) -> None:
    days = ((f"Sign-up for {program.name}", program.signup_ends_on), (program.name, program.ends_on))
    for what, last in days:
        if last is not None and last < today:
            raise NotNow(f"{what} ended on {last.day} {last:%B}. Choose a later day with Edit first.")


async def _managed(repos: Repositories, workspace_id: str, program_id: str, by: str) -> Program:
    program = await repos.programs.get(workspace_id, program_id, lock=True)
    require_manager(program, user_id=by)
    return program
