"""What will be sent: opened from a program's page; a kind held or resumed."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_then_fill, update_modal
from bot.usecases.delivery.sends import hold_kind, read_sends
from bot.views.delivery.sends import TITLE, sends_page
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.refs import KindRef


def register(app: AsyncApp) -> None:
    app.action(Action.SENDS)(listening(on_sends))
    app.action(Action.SENDS_HOLD)(listening(on_hold))
    app.action(Action.SENDS_RESUME)(listening(on_resume))


async def on_sends(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return await _page(click, deps, click.value)

    return open_then_fill(TITLE, build)


async def on_hold(click: Click, deps: Deps) -> Reply:
    return await _hold(click, deps, on_hold=True)


async def on_resume(click: Click, deps: Deps) -> Reply:
    return await _hold(click, deps, on_hold=False)


async def _hold(click: Click, deps: Deps, *, on_hold: bool) -> Reply:
    ref = KindRef.parse(click.value)
    await hold_kind(
        deps.db,
        workspace_id=click.workspace_id,
        program_id=ref.program_id,
        kind=ref.kind,
        by=click.user_id,
        on_hold=on_hold,
    )
    return update_modal(await _page(click, deps, ref.program_id))


async def _page(click: Click, deps: Deps, program_id: str) -> Modal:
    sends = await read_sends(deps.db, act=click.act, program_id=program_id)
    return sends_page(sends)
