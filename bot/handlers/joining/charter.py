"""The charter, read again after it changed."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_modal
from bot.usecases.joining.charter import agree_again
from bot.views.ids import Action, Callback
from bot.views.joining.charter import charter_again, charter_agreed


def register(app: AsyncApp) -> None:
    app.action(Action.CHARTER)(listening(on_charter))
    app.view(Callback.CHARTER_AGAIN)(listening(on_agreed_again))


async def on_charter(click: Click, deps: Deps) -> Reply:
    return open_modal(charter_again(deps.content))


async def on_agreed_again(click: Click, deps: Deps) -> Reply:
    await agree_again(deps.db, act=click.act, seen=click.context, content=deps.content)
    return last_page(charter_agreed())
