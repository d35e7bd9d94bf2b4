"""A program's managers answer those who asked to join."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_then_fill, update_modal
from bot.usecases.recruiting.applications import answer_application, read_applications
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.recruiting.applications import applications_page
from bot.views.refs import ApplicationRef


def register(app: AsyncApp) -> None:
    app.action(Action.APPLICATIONS)(listening(on_applications))
    app.action(Action.APPLICATION_ACCEPT)(listening(on_accepted))
    app.action(Action.APPLICATION_DECLINE)(listening(on_declined))


async def on_applications(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        waiting = await read_applications(deps.db, act=click.act, program_id=click.value)
        return applications_page(waiting)

    return open_then_fill("Asked to join", build)


async def on_accepted(click: Click, deps: Deps) -> Reply:
    return await _answered(click, deps, accept=True)


async def on_declined(click: Click, deps: Deps) -> Reply:
    return await _answered(click, deps, accept=False)


async def _answered(click: Click, deps: Deps, *, accept: bool) -> Reply:
    ref = ApplicationRef.parse(click.value)
    waiting = await answer_application(
        deps.db, act=click.act, program_id=ref.program_id, user_id=ref.user_id, accept=accept
    )
    return update_modal(applications_page(waiting))
