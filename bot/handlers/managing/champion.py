"""What a champion opens: a post to forward."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_modal
from bot.usecases.managing.champion import read_for_post
from bot.views.ids import Action
from bot.views.managing.champion import post_to_forward


def register(app: AsyncApp) -> None:
    app.action(Action.CHAMPION_POST)(listening(on_post))


async def on_post(click: Click, deps: Deps) -> Reply:
    summary = await read_for_post(deps.db, act=click.act, program_id=click.value, content=deps.content)
    return open_modal(post_to_forward(summary, content=deps.content))
