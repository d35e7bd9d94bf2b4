"""Targets and results: opened from a program's page, Home or the command; and what HR worked out, typed."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click, Form
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_then_fill, update_modal
from bot.usecases.measures.external import keep_external_result, read_external_form
from bot.usecases.measures.page import list_readable, read_counts, read_results_page
from bot.views.ids import Action, Callback, Field
from bot.views.measures.counts import counts_page
from bot.views.measures.external import ExternalTyped, external_form
from bot.views.measures.results import TITLE, choose_program, results_page
from bot.views.message import Modal
from bot.views.refs import ResultRef


def register(app: AsyncApp) -> None:
    app.action(Action.RESULTS)(listening(on_results))
    app.action(Action.RESULTS_PAGE)(listening(on_page))
    app.action(Action.COUNTS)(listening(on_counts))
    app.action(Action.HR_RESULT)(listening(on_hr_result))
    app.view(Callback.HR_RESULT)(listening(on_hr_result_submitted))


async def on_results(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        if click.value:
            return await _page(click, deps, click.value)
        readable = await list_readable(deps.db, act=click.act)
        return choose_program(readable) if len(readable) > 1 else await _page(click, deps, readable[0].id)

    return open_then_fill(TITLE, build)


COMMANDS = (
    Command(
        Slash.MENTORING,
        "results",
        does="see a program's targets and what came of them",
        order=72,
        listener=on_results,
    ),
)


async def on_page(click: Click, deps: Deps) -> Reply:
    return update_modal(await _page(click, deps, click.value))


async def on_counts(click: Click, deps: Deps) -> Reply:
    found = await read_counts(deps.db, act=click.act, ref=ResultRef.parse(click.value), content=deps.content)
    return update_modal(counts_page(found, content=deps.content))


async def on_hr_result(click: Click, deps: Deps) -> Reply:
    form = await read_external_form(
        deps.db, act=click.act, ref=ResultRef.parse(click.value), content=deps.content
    )
    return update_modal(external_form(form))


async def on_hr_result_submitted(click: Click, deps: Deps) -> Reply:
    ref = ResultRef.parse(click.context)
    await keep_external_result(
        deps.db, act=click.act, ref=ref, typed=_typed(click.form), content=deps.content
    )
    return last_page(await _page(click, deps, click.context))


def _typed(form: Form) -> ExternalTyped:
    return ExternalTyped(
        percent=form.text(Field.HR_PERCENT),
        comparable=form.text(Field.HR_STAFF),
        people=form.text(Field.HR_PEOPLE),
        as_of=form.date(Field.HR_AS_OF) or "",
    )


async def _page(click: Click, deps: Deps, value: str) -> Modal:
    found = await read_results_page(deps.db, act=click.act, ref=ResultRef.parse(value), content=deps.content)
    return results_page(found, content=deps.content)
