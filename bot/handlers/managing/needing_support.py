"""All pairs of a program that may need support: opened from Home, turned page by page."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_then_fill, update_modal
from bot.usecases.managing.needing_support import read_needing_support
from bot.views.ids import Action
from bot.views.managing.needing_support import TITLE, needing_support_list
from bot.views.message import Modal
from bot.views.refs import PageRef


def register(app: AsyncApp) -> None:
    app.action(Action.NEEDING_SUPPORT)(listening(on_needing_support))
    app.action(Action.NEEDING_SUPPORT_PAGE)(listening(on_page))


async def on_needing_support(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return await _page(click, deps)

    return open_then_fill(TITLE, build)


async def on_page(click: Click, deps: Deps) -> Reply:
    return update_modal(await _page(click, deps))


async def _page(click: Click, deps: Deps) -> Modal:
    ref = PageRef.parse(click.value)
    found = await read_needing_support(deps.db, act=click.act, program_id=ref.program_id, page=ref.page)
    return needing_support_list(found)
