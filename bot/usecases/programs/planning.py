"""Starting a program: draft from a template, plan it page by page, fill in its signposts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.care.leads import Lacks
from bot.domain.people import Workspace
from bot.domain.programs.hospital import changes_between
from bot.domain.programs.programs import (
    Program,
    missing_signposts,
    require_editable,
    require_manager,
    usual_signup_end,
)
from bot.domain.programs.states import ProgramState
from bot.errors import InvalidInput, NotNow, NotYours
from bot.facts.leads import leads_of
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.care.leads import ask_leads
from bot.usecases.programs.forms import Page, template_plan
from bot.usecases.programs.history import changes_since, keep_change, keep_new
from bot.usecases.programs.hospital import keep_hospital
from bot.usecases.programs.times import TimesPage
from bot.views.care.leads import NEEDED
from bot.views.programs.words import CHANNEL
from bot.views.refs import FormRef

NO_ZONES: Mapping[str, str] = {}
SIGNPOSTS_ARE_SHARED = (
    "Every program here shows these, so a workspace admin changes them: ask one, or choose "
    "“This program only”."
)
SITES_ARE_SHARED = (
    "Every program here uses this list, so only a workspace admin can change it. Ask one, and put the "
    "list back to carry on."
)


@dataclass(frozen=True, slots=True)
class ProgramSetUp:
    """A program as kept, and the labels of what it still needs before it can open; `lacks` is of its lead."""

    program: Program
    workspace: Workspace
    empty_signposts: tuple[str, ...]
    lacks: Lacks | None = None

    @property
    def signposts(self) -> Mapping[str, str]:
        return {**self.workspace.signposts, **self.program.signposts}

    @property
    def missing(self) -> tuple[str, ...]:
        channel = () if self.program.channel_id else (CHANNEL,)
        return (*self.empty_signposts, *channel, *([NEEDED[self.lacks]] if self.lacks else []))


class ChangedMeanwhile(NotNow):
    """Somebody else saved the program while a form was open. `typed` is theirs with what was typed over it;
    nothing of it is kept."""

    def __init__(self, typed: Program, workspace: Workspace, *, changes: tuple[str, ...]) -> None:
        super().__init__(f"{typed.name} was changed by someone else while you were typing.")
        self.typed, self.workspace, self.changes = typed, workspace, changes


async def require_creator(repos: Repositories, *, workspace_id: str, user_id: str, is_admin: bool) -> None:
    """Workspace admins may start programs, and so may whoever manages one already."""
    if not is_admin and not await repos.programs.manages_any(workspace_id, user_id):
        raise NotYours(
            "Only a workspace admin, or someone who already manages a program, can start one. "
            "Ask one of them to start it and name you as its manager."
        )


async def start_program(db: Database, *, workspace_id: str, user_id: str, is_admin: bool) -> None:
    async with db.transaction() as repos:
        await require_creator(repos, workspace_id=workspace_id, user_id=user_id, is_admin=is_admin)


def fresh_draft(
    *, program_id: str, workspace_id: str, template_id: str, by: str, content: Content, today: date
) -> Program:
    """A draft filled in from its template, starting on the Monday after next; sign-up ends before."""
    template = content.programs[template_id]
    starts_on = monday_after_next(today)
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
        signup_ends_on=usual_signup_end(starts_on),
        plan=template_plan(template_id, content),
    )


def monday_after_next(today: date) -> date:
    return today + timedelta(days=14 - today.weekday())


async def save_program(
    db: Database,
    *,
    act: Act,
    is_admin: bool,
    form: FormRef,
    pages: Sequence[Page],
    content: Content,
    zones: Mapping[str, str] = NO_ZONES,
) -> ProgramSetUp:
    """Create a draft or change a program, page by page or several pages at once. A second submit of one form
    changes nothing. Raises InvalidInput by field, and ChangedMeanwhile.

    Who is newly named as its lead or deputy is asked; `zones` are their time zones, as far as they are known.

    A new program needs somebody who manages one already or `is_admin`; another list of sites, an admin.
    """
    async with db.transaction() as repos:
        workspace, problems = await _with_sites(repos, act, pages, is_admin=is_admin)
        before = await repos.programs.find(act.workspace_id, form.program_id, lock=True)
        if before is None:
            await require_creator(repos, workspace_id=act.workspace_id, user_id=act.by, is_admin=is_admin)
            program = await _created(repos, act, form, pages, content, problems)
            if program:
                await ask_leads(repos, None, program, act=act, zones=zones)
                return await set_up_of(repos, program, workspace, content)
            before = await repos.programs.get(act.workspace_id, form.program_id, lock=True)
        require_manager(before, user_id=act.by)
        require_editable(before)
        after = _turned(before, pages, content, act.now, problems)
        if after != before and form.version != before.version:
            changes = await changes_since(repos, before, form.version)
            raise ChangedMeanwhile(after, workspace, changes=changes)
        program = await keep_change(repos, before, after, by=act.by, content=content, now=act.now)
        await ask_leads(repos, before, program, act=act, zones=zones)
        return await set_up_of(repos, program, workspace, content)


async def _created(
    repos: Repositories,
    act: Act,
    form: FormRef,
    pages: Sequence[Page],
    content: Content,
    problems: Mapping[str, str],
) -> Program | None:
    """None when another submit of the same form was quicker."""
    draft = fresh_draft(
        program_id=form.program_id,
        workspace_id=act.workspace_id,
        template_id=form.template_id,
        by=act.by,
        content=content,
        today=act.now.date(),
    )
    program = _turned(draft, pages, content, act.now, problems)
    origin = f"Started from the template “{content.programs[form.template_id].name}”"
    return program if await keep_new(repos, program, by=act.by, origin=origin, now=act.now) else None


def _turned(
    program: Program, pages: Sequence[Page], content: Content, now: datetime, found: Mapping[str, str]
) -> Program:
    """Everything that is wrong with any of the pages is said at once, with what was `found` before."""
    problems = dict(found)
    for page in pages:
        try:
            program = page.applied(program, content=content, today=now.date())
        except InvalidInput as wrong:
            problems.update(wrong.fields)
    if problems:
        raise InvalidInput(problems)
    return program


async def _with_sites(
    repos: Repositories, act: Act, pages: Sequence[Page], *, is_admin: bool
) -> tuple[Workspace, Mapping[str, str]]:
    """The sites are every program's. Whatever is wrong with the form takes them back again."""
    typed = [page.site_names for page in pages if isinstance(page, TimesPage)]
    before = await repos.workspaces.get(act.workspace_id, lock=bool(typed))
    if not typed or typed[-1] == before.sites:
        return before, {}
    if not is_admin:
        return before, {"sites": SITES_ARE_SHARED}
    return await keep_hospital(repos, before, replace(before, sites=typed[-1]), act=act), {}


async def get_set_up(
    db: Database, *, workspace_id: str, program_id: str, by: str, content: Content
) -> ProgramSetUp:
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        workspace = await repos.workspaces.get(workspace_id)
        return await set_up_of(repos, program, workspace, content)


async def list_named(db: Database, *, workspace_id: str, program_id: str) -> frozenset[str]:
    """Who manages, champions or leads a program now; nobody while it is not kept."""
    async with db.reading() as repos:
        program = await repos.programs.find(workspace_id, program_id)
    named = (*program.managers, program.champion, program.lead, program.deputy) if program else ()
    return frozenset(one for one in named if one)


async def save_signposts(
    db: Database,
    *,
    act: Act,
    program_id: str,
    answers: Mapping[str, str],
    for_program_only: bool,
    is_admin: bool,
    content: Content,
) -> ProgramSetUp:
    """Keep the signposts for every program here, or for this one where it differs.

    Those of every program are an admin's to change, of a draft as well. Raises InvalidInput by field.
    """
    async with db.transaction() as repos:
        workspace = await repos.workspaces.get(act.workspace_id, lock=not for_program_only)
        program = await repos.programs.get(act.workspace_id, program_id, lock=True)
        require_manager(program, user_id=act.by)
        require_editable(program)
        given = {key: answers.get(key, "").strip() for key in content.signposts}
        if program.is_live:
            _refuse_empty(given)
        elif not for_program_only and await repos.programs.list_live(act.workspace_id):
            _refuse_empty({key: text for key, text in given.items() if workspace.signposts.get(key)})
        if for_program_only:
            differs = {key: text for key, text in given.items() if text != workspace.signposts.get(key, "")}
            after = replace(program, signposts=differs)
        else:
            changed = replace(workspace, signposts=given)
            if not is_admin and changes_between(workspace, changed)[1]:
                raise InvalidInput({"signposts_for": SIGNPOSTS_ARE_SHARED})
            workspace = await keep_hospital(repos, workspace, changed, act=act)
            after = replace(program, signposts={})
        program = await keep_change(repos, program, after, by=act.by, content=content, now=act.now)
        return await set_up_of(repos, program, workspace, content)


def _refuse_empty(given: Mapping[str, str]) -> None:
    """People of an open program read these on every card, whichever manager changes them."""
    empty = {key: "Keep this filled in while a program is open." for key, text in given.items() if not text}
    if empty:
        raise InvalidInput(empty)


async def set_up_of(
    repos: Repositories, program: Program, workspace: Workspace, content: Content
) -> ProgramSetUp:
    filled = {**workspace.signposts, **program.signposts}
    empty = missing_signposts(content.signposts, filled=filled)
    lacks = (await leads_of(repos, program)).lacks(content.signed_version)
    return ProgramSetUp(program, workspace, tuple(content.signposts[key].label for key in empty), lacks)


async def read_managed_program(db: Database, *, workspace_id: str, program_id: str, by: str) -> Program:
    """Raises NotYours for whoever does not manage it."""
    async with db.reading() as repos:
        program = await repos.programs.get(workspace_id, program_id)
    require_manager(program, user_id=by)
    return program


async def list_managed(db: Database, *, workspace_id: str, user_id: str) -> list[Program]:
    """Programs this person manages that are open or running. Raises NotYours when there are none."""
    async with db.reading() as repos:
        managed = await repos.programs.list_managed_by(workspace_id, user_id)
    found = [program for program in managed if program.is_live]
    if managed and not found:
        raise NotNow(f"{managed[0].name} isn't open for joining. Open it from Home first.")
    if not found:
        raise NotYours("You manage no program that is open. Start one with `/mentoring new`.")
    return found
