"""What closed waves came to, and from there to the plan."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.programs.states import OVER
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.programs.files import next_cohort
from bot.handlers.programs.planning import shown
from bot.handlers.replies import Reply, last_page
from bot.usecases.feedback.findings import read_findings
from bot.usecases.feedback.looking_back import change_plan, look_back, suggest_change
from bot.usecases.programs.planning import read_managed_program
from bot.views.feedback.change import FIELDS, change_form, change_saved
from bot.views.feedback.findings import findings_page
from bot.views.feedback.retrospective import retrospective_page
from bot.views.ids import Action, Callback
from bot.views.refs import ChangeRef, FindingsRef


def register(app: AsyncApp) -> None:
    app.action(Action.FINDINGS)(listening(on_findings))
    app.action(Action.RETROSPECTIVE)(listening(on_looking_back))
    app.action(Action.CHANGE)(listening(on_change))
    app.view(Callback.CHANGE_FORM)(listening(on_change_submitted))
    app.action(Action.NEXT_VERSION)(listening(on_next_version))


async def on_findings(click: Click, deps: Deps) -> Reply:
    found = await read_findings(deps.db, act=click.act, ref=FindingsRef.parse(click.value))
    return shown(click, findings_page(found))


async def on_looking_back(click: Click, deps: Deps) -> Reply:
    return shown(click, retrospective_page(await look_back(deps.db, act=click.act, program_id=click.value)))


async def on_change(click: Click, deps: Deps) -> Reply:
    """In the plan as it is; the plan of a program that is over is the next cohort's."""
    ref = ChangeRef.parse(click.value)
    program = await read_managed_program(
        deps.db, workspace_id=click.workspace_id, program_id=ref.program_id, by=click.user_id
    )
    if program.state in OVER:
        return await next_cohort(click, deps, program_id=program.id, chosen=[ref.key])
    suggested = await suggest_change(
        deps.db, act=click.act, program_id=program.id, key=ref.key, content=deps.content
    )
    form = change_form(
        suggested.after,
        lesson=suggested.lesson,
        line=suggested.line,
        length_weeks=suggested.length_weeks,
        budget=suggested.budget,
        content=deps.content,
    )
    return shown(click, form)


async def on_change_submitted(click: Click, deps: Deps) -> Reply:
    ref = ChangeRef.parse(click.context)
    typed = [click.form.choice(one) or click.form.text(one) for one in FIELDS.values()]
    changed = await change_plan(
        deps.db,
        act=click.act,
        program_id=ref.program_id,
        key=ref.key,
        typed=next((one for one in typed if one), ""),
        content=deps.content,
    )
    return last_page(change_saved(changed.program, lines=changed.lines, why=changed.why))


async def on_next_version(click: Click, deps: Deps) -> Reply:
    return await next_cohort(click, deps, program_id=click.value)
