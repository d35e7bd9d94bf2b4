"""The Home tab, opened."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.homepage import show_home
from bot.handlers.replies import Reply
from bot.slack.gateway import SlackGateway


def register(app: AsyncApp) -> None:
    app.event("app_home_opened")(listening(on_home_opened))


async def on_home_opened(click: Click, deps: Deps) -> Reply:
    """Slack says so for the Messages tab as well, where nothing of this is shown."""
    if click.tab != "home":
        return Reply()

    async def after(click: Click, slack: SlackGateway) -> None:
        await show_home(click, deps)

    return Reply(after=after)
