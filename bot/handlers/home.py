"""The Home tab, opened."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import hearing
from bot.handlers.homepage import show_home


def register(app: AsyncApp) -> None:
    app.event("app_home_opened")(hearing(on_home_opened))


async def on_home_opened(click: Click, deps: Deps) -> None:
    """Slack says so for the Messages tab as well, where nothing of this is shown."""
    if click.tab == "home":
        await show_home(click, deps)
