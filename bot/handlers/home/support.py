"""Every number people can turn to, opened from Home."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_modal
from bot.usecases.programs.workspaces import read_signposts
from bot.views.home.support import where_to_turn
from bot.views.ids import Action
from bot.views.signposts import Signposts


def register(app: AsyncApp) -> None:
    app.action(Action.WHERE_TO_TURN)(listening(on_where_to_turn))


async def on_where_to_turn(click: Click, deps: Deps) -> Reply:
    filled = await read_signposts(deps.db, workspace_id=click.workspace_id, user_id=click.user_id)
    return open_modal(where_to_turn(Signposts(deps.content.signposts, filled), deps.content.lines))
