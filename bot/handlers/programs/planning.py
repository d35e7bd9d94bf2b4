"""Planning a program: the need, the pages of the form, the signposts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import Block

from bot.deps import Deps
from bot.domain.programs.programs import Program
from bot.domain.programs.states import OVER
from bot.errors import InvalidInput
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.members import refuse_chosen
from bot.handlers.programs.typed_form import form_ref, plan_form, purpose_typed, targets_typed, times_typed
from bot.handlers.replies import Reply, last_page, next_page, open_modal, open_then_fill, update_modal
from bot.usecases.care.leads import read_leads_of
from bot.usecases.managing.summary_schedule import schedule_of
from bot.usecases.programs.forms import Page
from bot.usecases.programs.planning import (
    ChangedMeanwhile,
    ProgramSetUp,
    fresh_draft,
    get_set_up,
    list_named,
    save_program,
    save_signposts,
    start_program,
)
from bot.usecases.programs.thanking import is_anybody_thanked
from bot.usecases.programs.times import TimesPage
from bot.usecases.programs.workspaces import read_workspace
from bot.usecases.recruiting.applications import count_applications
from bot.views.care.leads import lacking
from bot.views.ids import Action, Callback, Field
from bot.views.managing.schedule import schedule_on_page
from bot.views.message import Modal
from bot.views.programs.form import PlanForm, purpose_page, targets_page, times_page
from bot.views.programs.page import program_page
from bot.views.programs.planning import FOR_PROGRAM, TITLE, need_question, set_up_so_far, signposts_form
from bot.views.refs import FormRef

Onward = Callable[[ProgramSetUp], Modal]
Again = Callable[[PlanForm], Modal]


def register(app: AsyncApp) -> None:
    app.action(Action.PROGRAM_NEW)(listening(on_new_program))
    app.view(Callback.PROGRAM_NEED)(listening(on_need_chosen))
    app.action(Action.PROGRAM_PAGE)(listening(on_program_page))
    app.action(Action.PROGRAM_EDIT)(listening(on_edit))
    app.view(Callback.PROGRAM_FORM)(listening(on_purpose_submitted))
    app.view(Callback.PROGRAM_TIMES)(listening(on_times_submitted))
    app.view(Callback.PROGRAM_TARGETS)(listening(on_targets_submitted))
    app.action(Action.SIGNPOSTS)(listening(on_signposts))
    app.view(Callback.SIGNPOSTS_FORM)(listening(on_signposts_submitted))


async def on_new_program(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        is_admin = await _is_admin(click, deps)
        await start_program(
            deps.db, workspace_id=click.workspace_id, user_id=click.user_id, is_admin=is_admin
        )
        return need_question(deps.content.programs)

    return open_then_fill(TITLE, build)


COMMANDS = (
    Command(
        Slash.MENTORING, "new", does="start a program from a template", order=10, listener=on_new_program
    ),
)


async def on_need_chosen(click: Click, deps: Deps) -> Reply:
    template_id = click.form.choice(Field.NEED) or ""
    if template_id not in deps.content.programs:
        raise InvalidInput({Field.NEED: "Choose what comes closest."})
    draft = fresh_draft(
        program_id=deps.new_id(),
        workspace_id=click.workspace_id,
        template_id=template_id,
        by=click.user_id,
        content=deps.content,
        today=click.now.date(),
    )
    sites = (await read_workspace(deps.db, workspace_id=click.workspace_id)).sites
    return next_page(purpose_page(plan_form(draft, sites, deps, version=0), content=deps.content))


async def on_program_page(click: Click, deps: Deps) -> Reply:
    program = (await _set_up(click, deps, click.value)).program
    return shown(click, await page_of(program, deps, click.now))


async def page_of(program: Program, deps: Deps, now: datetime) -> Modal:
    """Everything a manager can do with it, what is posted by itself, and what waits for them."""
    asked = await count_applications(deps.db, workspace_id=program.workspace_id, program_id=program.id)
    is_thanking = await is_anybody_thanked(deps.db, program)
    lead = await _lead(program, deps, now)
    regular = await _regular(program, deps, now)
    return program_page(program, is_asked=bool(asked), is_thanking=is_thanking, lead=lead, regular=regular)


async def _regular(program: Program, deps: Deps, now: datetime) -> Sequence[Block]:
    if not program.is_live:
        return []
    return schedule_on_page(await schedule_of(deps.db, program, content=deps.content, now=now))


async def _lead(program: Program, deps: Deps, now: datetime) -> Sequence[Block]:
    leads = await read_leads_of(deps.db, program)
    if program.state in OVER:
        return []
    is_covered = leads.acting(now) is not None
    return lacking(program, leads.lacks(deps.content.signed_version), is_covered=is_covered)


async def on_edit(click: Click, deps: Deps) -> Reply:
    set_up = await _set_up(click, deps, click.value)
    return shown(click, purpose_page(_opened(set_up, deps), content=deps.content))


async def on_purpose_submitted(click: Click, deps: Deps) -> Reply:
    def again(form: PlanForm) -> Modal:
        return purpose_page(form, content=deps.content)

    def onward(set_up: ProgramSetUp) -> Modal:
        return times_page(_opened(set_up, deps), content=deps.content)

    program_id = form_ref(click.context, templates=deps.content.programs).program_id
    known = await list_named(deps.db, workspace_id=click.workspace_id, program_id=program_id)
    fields = (Field.MANAGERS, Field.CHAMPION, Field.LEAD, Field.DEPUTY)
    await refuse_chosen(click, deps, fields, known=known)
    return await _saved(click, deps, purpose_typed(click.form), again=again, onward=onward)


async def on_times_submitted(click: Click, deps: Deps) -> Reply:
    def again(form: PlanForm) -> Modal:
        return times_page(form, content=deps.content)

    def onward(set_up: ProgramSetUp) -> Modal:
        return targets_page(_opened(set_up, deps), content=deps.content)

    return await _saved(click, deps, times_typed(click.form), again=again, onward=onward)


async def on_targets_submitted(click: Click, deps: Deps) -> Reply:
    def again(form: PlanForm) -> Modal:
        return targets_page(form, content=deps.content)

    def onward(set_up: ProgramSetUp) -> Modal:
        return _signposts(set_up, deps) if set_up.empty_signposts else _so_far(set_up, deps)

    typed = targets_typed(click.form, measures=deps.content.measures)
    return await _saved(click, deps, typed, again=again, onward=onward)


async def _saved(click: Click, deps: Deps, page: Page, *, again: Again, onward: Onward) -> Reply:
    """Each page is kept before the next is shown, so that nothing typed is lost when somebody stops there."""
    ref = form_ref(click.context, templates=deps.content.programs)
    is_admin = await _needs_admin(click, deps, ref, page) and await _is_admin(click, deps)
    try:
        set_up = await save_program(
            deps.db,
            act=click.act,
            is_admin=is_admin,
            form=ref,
            pages=[page],
            content=deps.content,
            zones=_zones(click, deps),
        )
    except ChangedMeanwhile as other:
        sites = other.workspace.sites
        form = plan_form(other.typed, sites, deps, version=other.typed.version, meanwhile=other.changes)
        return next_page(again(form))
    return last_page(onward(set_up))


def _zones(click: Click, deps: Deps) -> Mapping[str, str]:
    """Of who is named as lead or deputy, as Slack said when it was asked whether they may be."""
    chosen = [one for name in (Field.LEAD, Field.DEPUTY) for one in click.form.chosen(name)]
    known = {one: deps.slack.known_member(click.workspace_id, one) for one in chosen}
    return {user_id: member.tz for user_id, member in known.items() if member}


async def _needs_admin(click: Click, deps: Deps, ref: FormRef, page: Page) -> bool:
    """For a new program, and another list of sites: only then is Slack asked."""
    if not ref.version or not isinstance(page, TimesPage):
        return not ref.version
    return page.site_names != (await read_workspace(deps.db, workspace_id=click.workspace_id)).sites


async def _is_admin(click: Click, deps: Deps) -> bool:
    return (await deps.slack.member(click.workspace_id, click.user_id)).is_admin


def _opened(set_up: ProgramSetUp, deps: Deps) -> PlanForm:
    return plan_form(set_up.program, set_up.workspace.sites, deps, version=set_up.program.version)


async def on_signposts(click: Click, deps: Deps) -> Reply:
    return shown(click, _signposts(await _set_up(click, deps, click.value), deps))


async def on_signposts_submitted(click: Click, deps: Deps) -> Reply:
    for_program_only = click.form.choice(Field.SCOPE) == FOR_PROGRAM
    set_up = await save_signposts(
        deps.db,
        act=click.act,
        program_id=click.context,
        answers={key: click.form.text(key) for key in deps.content.signposts},
        for_program_only=for_program_only,
        is_admin=not for_program_only and await _is_admin(click, deps),
        content=deps.content,
    )
    return last_page(_so_far(set_up, deps))


def shown(click: Click, modal: Modal) -> Reply:
    """In the place of the modal that was clicked: three on top of each other are the most Slack takes."""
    return update_modal(modal) if click.view_type == "modal" else open_modal(modal)


async def _set_up(click: Click, deps: Deps, program_id: str) -> ProgramSetUp:
    return await get_set_up(
        deps.db,
        workspace_id=click.workspace_id,
        program_id=program_id,
        by=click.user_id,
        content=deps.content,
    )


def _signposts(set_up: ProgramSetUp, deps: Deps) -> Modal:
    return signposts_form(set_up.program, signposts=deps.content.signposts, filled=set_up.signposts)


def _so_far(set_up: ProgramSetUp, deps: Deps) -> Modal:
    return set_up_so_far(
        set_up.program,
        missing=set_up.missing,
        content=deps.content,
        has_empty_signposts=bool(set_up.empty_signposts),
    )
