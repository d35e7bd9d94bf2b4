"""Who a program reaches, by one thing at a time."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.oversight.asking import read_as_they_may
from bot.handlers.replies import Reply, open_then_fill, update_when_ready
from bot.usecases.oversight.reach import read_reach
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.oversight.reach import TITLE, reach_page
from bot.views.refs import ReachRef


def register(app: AsyncApp) -> None:
    app.action(Action.REACH)(listening(on_reach))
    app.action(Action.REACH_BY)(listening(on_by))


async def on_reach(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return await _page(click, deps)

    return open_then_fill(TITLE, build)


async def on_by(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return await _page(click, deps)

    return update_when_ready(build)


async def _page(click: Click, deps: Deps) -> Modal:
    ref = ReachRef.parse(click.value)
    page = await read_as_they_may(
        click,
        deps,
        lambda admin: read_reach(
            deps.db, act=click.act, program_id=ref.program_id, by=ref.by, is_admin=admin
        ),
    )
    return reach_page(page, content=deps.content)
