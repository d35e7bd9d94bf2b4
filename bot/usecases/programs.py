"""Starting a program: draft from a template, fill it in, open it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.content import Content, FormatKind
from bot.domain.people import Workspace
from bot.domain.program_states import ProgramState, require_move
from bot.domain.programs import (
    Program,
    missing_signposts,
    require_launchable,
    require_manager,
)
from bot.errors import InvalidInput, NotNow, NotYours
from bot.storage.database import Database
from bot.storage.repositories import Repositories

MIN_WEEKS, MAX_WEEKS = 4, 104
STARTS_WITHIN = timedelta(days=365)
LONGEST_NAME = 75
# What one menu of Slack's can hold.
MOST_SITES = 100


@dataclass(frozen=True, slots=True)
class ProgramForm:
    """What a manager typed, as typed."""

    template_id: str
    program_id: str
    name: str
    starts_on: str
    length_weeks: str
    every_weeks: str
    minutes: str
    channel_id: str
    managers: tuple[str, ...]
    sites: str


@dataclass(frozen=True, slots=True)
class ProgramSetUp:
    """A program as saved, and the labels of the signposts still empty."""

    program: Program
    workspace: Workspace
    missing: tuple[str, ...]

    @property
    def signposts(self) -> Mapping[str, str]:
        return {**self.workspace.signposts, **self.program.signposts}


async def require_creator(repos: Repositories, *, workspace_id: str, user_id: str, is_admin: bool) -> None:
    """Workspace admins may start programs, and so may whoever manages one already."""
    if not is_admin and not await repos.programs.manages_any(workspace_id, user_id):
        raise NotYours(
            "Starting a program needs a workspace admin, or somebody who manages one already. "
            "Ask one of them to start it and to name you as its manager."
        )


async def start_program(db: Database, *, workspace_id: str, user_id: str, is_admin: bool) -> None:
    async with db.transaction() as repos:
        await require_creator(repos, workspace_id=workspace_id, user_id=user_id, is_admin=is_admin)


def fresh_draft(
    *, program_id: str, workspace_id: str, template_id: str, by: str, content: Content, today: date
) -> Program:
    """A draft filled in from its template, starting on the Monday after next."""
    template = content.programs[template_id]
    starts_on = today + timedelta(days=14 - today.weekday())
    return Program(
        id=program_id,
        workspace_id=workspace_id,
        template_id=template_id,
        name=template.name,
        state=ProgramState.DRAFT,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(weeks=template.length_weeks),
        every_weeks=template.every_weeks,
        minutes=template.minutes,
        channel_id="",
        managers=(by,),
        created_by=by,
    )


async def save_program(
    db: Database,
    *,
    workspace_id: str,
    by: str,
    is_admin: bool,
    form: ProgramForm,
    content: Content,
    today: date,
) -> ProgramSetUp:
    """Create a draft or change a program. Raises InvalidInput by field.

    A second submit of one form saves one program.
    """
    checked = _check(form, today=today)
    async with db.transaction() as repos:
        existing = await repos.programs.find(workspace_id, form.program_id)
        if existing is None:
            await require_creator(repos, workspace_id=workspace_id, user_id=by, is_admin=is_admin)
        else:
            require_manager(existing, user_id=by)
        draft = existing or fresh_draft(
            program_id=form.program_id,
            workspace_id=workspace_id,
            template_id=form.template_id,
            by=by,
            content=content,
            today=today,
        )
        program = replace(
            draft,
            name=form.name.strip(),
            starts_on=checked.starts_on,
            ends_on=checked.starts_on + timedelta(weeks=checked.length_weeks),
            every_weeks=int(form.every_weeks),
            minutes=int(form.minutes),
            channel_id=form.channel_id,
            managers=form.managers,
        )
        await repos.programs.save(program)
        workspace = replace(await repos.workspaces.get(workspace_id), sites=_lines(form.sites))
        await repos.workspaces.save(workspace)
    return _set_up(program, workspace, content)


@dataclass(frozen=True, slots=True)
class _Checked:
    starts_on: date
    length_weeks: int


def _check(form: ProgramForm, *, today: date) -> _Checked:
    problems: dict[str, str] = {}
    if not form.name.strip() or len(form.name) > LONGEST_NAME:
        problems["name"] = f"Give the program a name of up to {LONGEST_NAME} characters."
    starts_on = _date(form.starts_on)
    if starts_on is None or abs(starts_on - today) > STARTS_WITHIN:
        problems["starts_on"] = "Choose the day the program starts, within a year from today."
    weeks = int(form.length_weeks) if form.length_weeks.strip().isdecimal() else 0
    if not MIN_WEEKS <= weeks <= MAX_WEEKS:
        problems["length_weeks"] = (
            f"Write a whole number of weeks from {MIN_WEEKS} to {MAX_WEEKS}, for example 26."
        )
    if not form.channel_id:
        problems["channel"] = "Choose the channel where summaries go."
    if not form.managers:
        problems["managers"] = "Name at least one manager."
    sites = _lines(form.sites)
    if len(sites) > MOST_SITES or any(len(site) > LONGEST_NAME for site in sites):
        problems["sites"] = (
            f"Write one site on each line, up to {MOST_SITES}, each up to {LONGEST_NAME} characters."
        )
    if problems or starts_on is None:
        raise InvalidInput(problems)
    return _Checked(starts_on, weeks)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


async def get_set_up(
    db: Database, *, workspace_id: str, program_id: str, by: str, content: Content
) -> ProgramSetUp:
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        workspace = await repos.workspaces.get(workspace_id)
    return _set_up(program, workspace, content)


async def save_signposts(
    db: Database,
    *,
    workspace_id: str,
    program_id: str,
    by: str,
    answers: Mapping[str, str],
    for_program_only: bool,
    content: Content,
) -> ProgramSetUp:
    """Keep the signposts for every program here, or for this one where it differs."""
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        workspace = await repos.workspaces.get(workspace_id)
        given = {key: answers.get(key, "").strip() for key in content.signposts}
        if program.is_live:
            _refuse_empty(given)
        elif not for_program_only and await repos.programs.list_live(workspace_id):
            _refuse_empty({key: text for key, text in given.items() if workspace.signposts.get(key)})
        if for_program_only:
            differs = {key: text for key, text in given.items() if text != workspace.signposts.get(key, "")}
            program = replace(program, signposts=differs)
        else:
            workspace = replace(workspace, signposts=given)
            program = replace(program, signposts={})
        await repos.workspaces.save(workspace)
        await repos.programs.save(program)
    return _set_up(program, workspace, content)


def _refuse_empty(given: Mapping[str, str]) -> None:
    """People of an open program read these on every card, whichever manager changes them."""
    empty = {key: "Keep this filled in while a program is open." for key, text in given.items() if not text}
    if empty:
        raise InvalidInput(empty)


async def launch_program(
    db: Database, *, workspace_id: str, program_id: str, by: str, content: Content
) -> Program:
    """Open a draft: for mentors first, or for everybody where there are none. Refused, with the list, until
    every signpost is filled in.
    """
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        set_up = _set_up(program, await repos.workspaces.get(workspace_id), content)
        require_launchable(program, missing=set_up.missing)
        has_mentors = content.programs[program.template_id].format.kind is not FormatKind.GROUP
        launched = replace(program, state=ProgramState.RECRUITING if has_mentors else ProgramState.ENROLLING)
        await repos.programs.save(launched)
    return launched


async def open_signup(db: Database, *, workspace_id: str, program_id: str, by: str) -> Program:
    """Let mentees join as well."""
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        require_move(program.name, program.state, ProgramState.ENROLLING)
        opened = replace(program, state=ProgramState.ENROLLING)
        await repos.programs.save(opened)
    return opened


def _set_up(program: Program, workspace: Workspace, content: Content) -> ProgramSetUp:
    filled = {**workspace.signposts, **program.signposts}
    missing = missing_signposts(content.signposts, filled=filled)
    return ProgramSetUp(program, workspace, tuple(content.signposts[key].label for key in missing))


async def list_managed(db: Database, *, workspace_id: str, user_id: str) -> list[Program]:
    """Programs this person manages that are open or running. Raises NotYours when there are none."""
    async with db.transaction() as repos:
        managed = await repos.programs.list_managed_by(workspace_id, user_id)
    found = [program for program in managed if program.is_live]
    if managed and not found:
        raise NotNow(f"{managed[0].name} is not open for joining. Open it from my Home tab first.")
    if not found:
        raise NotYours("You manage no program that is open. Start one with `/mentoring new`.")
    return found
