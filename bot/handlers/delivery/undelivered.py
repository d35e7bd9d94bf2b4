"""What could not be delivered: opened from Home, turned page by page, tried again."""

import dataclasses

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_then_fill, update_modal
from bot.usecases.delivery.undelivered import read_undelivered, send_again
from bot.views.delivery.undelivered import TITLE, undelivered
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.refs import PageRef, UndeliveredRef

ON_ITS_WAY = "We'll try again, at a time that suits its readers."


def register(app: AsyncApp) -> None:
    app.action(Action.UNDELIVERED)(listening(on_undelivered))
    app.action(Action.UNDELIVERED_PAGE)(listening(on_page))
    app.action(Action.SEND_AGAIN)(listening(on_send_again))


async def on_undelivered(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return await _page(click, deps)

    return open_then_fill(TITLE, build)


async def on_page(click: Click, deps: Deps) -> Reply:
    return update_modal(await _page(click, deps))


async def on_send_again(click: Click, deps: Deps) -> Reply:
    left = await send_again(deps.db, act=click.act, message_id=UndeliveredRef.parse(click.value).message_id)
    return dataclasses.replace(update_modal(undelivered(left, said=ON_ITS_WAY)), changes_home=True)


async def _page(click: Click, deps: Deps) -> Modal:
    ref = PageRef.parse(click.value)
    shown = await read_undelivered(deps.db, act=click.act, program_id=ref.program_id, page=ref.page)
    return undelivered(shown)
