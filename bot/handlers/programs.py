"""Starting a program: the need, the form, the signposts, opening it."""

from collections.abc import Mapping
from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.errors import InvalidInput, NotFound
from bot.handlers.click import Click, Form
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, next_page, open_modal, open_then_fill
from bot.usecases.programs import (
    ProgramForm,
    ProgramSetUp,
    fresh_draft,
    get_set_up,
    launch_program,
    open_signup,
    save_program,
    save_signposts,
    start_program,
)
from bot.usecases.workspaces import read_workspace
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.program_page import program_page
from bot.views.programs import (
    FOR_PROGRAM,
    MINUTES,
    RHYTHMS,
    TITLE,
    launched,
    need_question,
    program_form,
    set_up_so_far,
    signposts_form,
)


def register(app: AsyncApp) -> None:
    app.action(Action.PROGRAM_NEW)(listening(on_new_program))
    app.view(Callback.PROGRAM_NEED)(listening(on_need_chosen))
    app.action(Action.PROGRAM_PAGE)(listening(on_program_page))
    app.action(Action.PROGRAM_EDIT)(listening(on_edit))
    app.view(Callback.PROGRAM_FORM)(listening(on_program_submitted))
    app.action(Action.SIGNPOSTS)(listening(on_signposts))
    app.view(Callback.SIGNPOSTS_FORM)(listening(on_signposts_submitted))
    app.action(Action.LAUNCH)(listening(on_launch))
    app.action(Action.OPEN_SIGNUP)(listening(on_open_signup))


async def on_new_program(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        is_admin = (await deps.slack.member(click.workspace_id, click.user_id)).is_admin
        await start_program(
            deps.db, workspace_id=click.workspace_id, user_id=click.user_id, is_admin=is_admin
        )
        return need_question(deps.content.programs)

    return open_then_fill(TITLE, build)


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
        today=deps.clock().date(),
    )
    sites = (await read_workspace(deps.db, workspace_id=click.workspace_id)).sites
    template = deps.content.programs[template_id]
    return next_page(program_form(template, draft, sites=sites, length_weeks=template.length_weeks))


async def on_program_page(click: Click, deps: Deps) -> Reply:
    return open_modal(program_page((await _set_up(click, deps, click.value)).program))


async def on_edit(click: Click, deps: Deps) -> Reply:
    set_up = await _set_up(click, deps, click.value)
    program = set_up.program
    template = deps.content.programs[program.template_id]
    weeks = (program.ends_on - program.starts_on).days // 7 if program.ends_on else template.length_weeks
    return open_modal(program_form(template, program, sites=set_up.workspace.sites, length_weeks=weeks))


async def on_program_submitted(click: Click, deps: Deps) -> Reply:
    is_admin = (await deps.slack.member(click.workspace_id, click.user_id)).is_admin
    set_up = await save_program(
        deps.db,
        workspace_id=click.workspace_id,
        by=click.user_id,
        is_admin=is_admin,
        form=_typed(click, deps),
        content=deps.content,
        today=deps.clock().date(),
    )
    return last_page(
        _signposts(set_up, deps) if set_up.missing else set_up_so_far(set_up.program, missing=())
    )


def _typed(click: Click, deps: Deps) -> ProgramForm:
    template_id, _, program_id = click.context.partition(":")
    if template_id not in deps.content.programs or not program_id:
        raise NotFound("This form is from before an update. Type `/mentoring new` for a new one.")
    form: Form = click.form
    return ProgramForm(
        template_id=template_id,
        program_id=program_id,
        name=form.text(Field.NAME),
        starts_on=form.date(Field.STARTS_ON) or "",
        length_weeks=form.text(Field.LENGTH),
        every_weeks=_one_of(RHYTHMS, form.choice(Field.RHYTHM), usual="4"),
        minutes=_one_of(MINUTES, form.choice(Field.MINUTES), usual="30"),
        channel_id=form.conversation(Field.CHANNEL) or "",
        managers=form.users(Field.MANAGERS),
        sites=form.text(Field.SITES),
    )


def _one_of(choices: Mapping[str, str], chosen: str | None, *, usual: str) -> str:
    return chosen if chosen and chosen in choices else usual


async def on_signposts(click: Click, deps: Deps) -> Reply:
    return open_modal(_signposts(await _set_up(click, deps, click.value), deps))


async def on_signposts_submitted(click: Click, deps: Deps) -> Reply:
    set_up = await save_signposts(
        deps.db,
        workspace_id=click.workspace_id,
        program_id=click.context,
        by=click.user_id,
        answers={key: click.form.text(key) for key in deps.content.signposts},
        for_program_only=click.form.choice(Field.SCOPE) == FOR_PROGRAM,
        content=deps.content,
    )
    return last_page(set_up_so_far(set_up.program, missing=set_up.missing))


async def on_launch(click: Click, deps: Deps) -> Reply:
    program = await launch_program(
        deps.db,
        workspace_id=click.workspace_id,
        program_id=click.value,
        by=click.user_id,
        content=deps.content,
    )
    return replace(open_modal(launched(program)), changes_home=True)


async def on_open_signup(click: Click, deps: Deps) -> Reply:
    program = await open_signup(
        deps.db, workspace_id=click.workspace_id, program_id=click.value, by=click.user_id
    )
    return replace(open_modal(launched(program)), changes_home=True)


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
