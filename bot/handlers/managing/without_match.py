"""People without a match: opened from Home or the people list, turned page by page."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_then_fill, update_modal
from bot.usecases.managing.without_match import read_without_match
from bot.views.ids import Action
from bot.views.managing.without_match import TITLE, without_match
from bot.views.message import Modal
from bot.views.refs import PageRef


def register(app: AsyncApp) -> None:
    app.action(Action.WITHOUT_MATCH)(listening(on_without_match))
    app.action(Action.WITHOUT_MATCH_PAGE)(listening(on_page))


async def on_without_match(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return await _page(click, deps)

    return open_then_fill(TITLE, build)


async def on_page(click: Click, deps: Deps) -> Reply:
    return update_modal(await _page(click, deps))


async def _page(click: Click, deps: Deps) -> Modal:
    ref = PageRef.parse(click.value)
    found = await read_without_match(deps.db, act=click.act, program_id=ref.program_id, page=ref.page)
    return without_match(found, lists=deps.content.people)
