"""The directory is wrong, or somebody named the other by mistake."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, replace
from bot.usecases.mentorships.kept_apart import say_mistake
from bot.views.ids import Action
from bot.views.mentorships.kept_apart import carrying_on, theirs_to_say


def register(app: AsyncApp) -> None:
    app.action(Action.KEPT_APART_MISTAKE)(listening(on_mistake))


async def on_mistake(click: Click, deps: Deps) -> Reply:
    is_settled = await say_mistake(
        deps.db, workspace_id=click.workspace_id, mentorship_id=click.value, by=click.user_id
    )
    return replace(carrying_on() if is_settled else theirs_to_say())
