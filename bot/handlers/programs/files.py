"""A program over time and elsewhere: its history, its next cohort, and its plan as a file."""

from collections.abc import Sequence

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.programs.planning import shown
from bot.handlers.programs.typed_form import plan_form
from bot.handlers.replies import Reply, last_page, open_then_fill
from bot.usecases.programs.cohorts import start_cohort, suggest_cohort
from bot.usecases.programs.history import read_history
from bot.usecases.programs.sharing import FILENAME, export_program
from bot.views.care.leads import signed_history
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.programs.files import cohort_form, program_file_note, program_history, program_sent
from bot.views.programs.form import times_page
from bot.views.programs.hospital import hospital_history
from bot.views.refs import CohortRef
from bot.views.review.pack import review_history


def register(app: AsyncApp) -> None:
    app.action(Action.PROGRAM_HISTORY)(listening(on_history))
    app.action(Action.NEW_COHORT)(listening(on_new_cohort))
    app.view(Callback.COHORT_FORM)(listening(on_cohort_submitted))
    app.action(Action.PROGRAM_EXPORT)(listening(on_export))


async def on_history(click: Click, deps: Deps) -> Reply:
    found = await read_history(
        deps.db, workspace_id=click.workspace_id, program_id=click.value, by=click.user_id
    )
    hospital = hospital_history(found.hospital, signposts=deps.content.signposts)
    below = [*review_history(found.reviews), *signed_history(found.signed), *hospital]
    return shown(click, program_history(found.program, versions=found.versions, below=below))


async def on_new_cohort(click: Click, deps: Deps) -> Reply:
    return await next_cohort(click, deps, program_id=click.value)


async def next_cohort(
    click: Click, deps: Deps, *, program_id: str, chosen: Sequence[str] | None = None
) -> Reply:
    """The form of the next cohort, with the changes that were `chosen`, else those that people want first."""
    suggested = await suggest_cohort(
        deps.db,
        workspace_id=click.workspace_id,
        program_id=program_id,
        by=click.user_id,
        today=click.now.date(),
        content=deps.content,
    )
    context = str(CohortRef(suggested.earlier.id, deps.new_id()))
    form = cohort_form(
        suggested.earlier,
        name=suggested.name,
        context=context,
        changes=suggested.changes,
        chosen=suggested.first if chosen is None else chosen,
    )
    return shown(click, form)


async def on_cohort_submitted(click: Click, deps: Deps) -> Reply:
    ref = CohortRef.parse(click.context)
    set_up = await start_cohort(
        deps.db,
        act=click.act,
        program_id=ref.earlier_id,
        new_id=ref.new_id,
        name=click.form.text(Field.NAME),
        changes=click.form.choices(Field.CHANGES),
        content=deps.content,
    )
    form = plan_form(set_up.program, set_up.workspace.sites, deps, version=set_up.program.version)
    return last_page(times_page(form, content=deps.content))


async def on_export(click: Click, deps: Deps) -> Reply:
    exported = await export_program(
        deps.db,
        workspace_id=click.workspace_id,
        program_id=click.value,
        by=click.user_id,
        content=deps.content,
    )

    async def build() -> Modal:
        note = await deps.slack.post(click.workspace_id, click.user_id, program_file_note().to_dict())
        await deps.slack.upload(
            click.workspace_id,
            note.channel,
            filename=FILENAME,
            content=exported.text.encode(),
            alt_text="The plan of a program, as text",
            comment="The plan of the program",
        )
        return program_sent()

    return open_then_fill("Export", build)
