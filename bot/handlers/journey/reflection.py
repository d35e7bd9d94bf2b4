"""No more reflection prompts, and the way back. What somebody thinks is asked for nowhere."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, replace
from bot.usecases.journey.reflection import start_prompts, stop_prompts
from bot.views.ids import Action
from bot.views.journey.reflection import prompts_started, prompts_stopped


def register(app: AsyncApp) -> None:
    app.action(Action.PROMPTS_STOP)(listening(on_stop))
    app.action(Action.PROMPTS_START)(listening(on_again))


async def on_stop(click: Click, deps: Deps) -> Reply:
    await stop_prompts(deps.db, workspace_id=click.workspace_id, user_id=click.user_id)
    return replace(prompts_stopped(deps.content.lines.prompts_stopped))


async def on_again(click: Click, deps: Deps) -> Reply:
    await start_prompts(deps.db, workspace_id=click.workspace_id, user_id=click.user_id)
    return replace(prompts_started(deps.content.lines.prompts_started))
