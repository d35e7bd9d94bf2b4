"""Whether there are enough mentors: from the program's page."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_modal
from bot.usecases.recruiting.cover import read_cover
from bot.views.ids import Action
from bot.views.recruiting.cover import cover_page


def register(app: AsyncApp) -> None:
    app.action(Action.COVER)(listening(on_cover))


async def on_cover(click: Click, deps: Deps) -> Reply:
    found = await read_cover(deps.db, act=click.act, program_id=click.value, content=deps.content)
    return open_modal(cover_page(found, content=deps.content))
