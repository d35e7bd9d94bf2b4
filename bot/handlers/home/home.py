"""The Home tab, opened."""

import asyncio
from datetime import timedelta

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import hearing
from bot.handlers.home.homepage import show_home

# Slack wants its acknowledgement within three seconds, and may itself be slow to show a page.
SHOWN_WITHIN = timedelta(seconds=2)


def register(app: AsyncApp) -> None:
    app.event("app_home_opened")(hearing(on_home_opened))


async def on_home_opened(click: Click, deps: Deps) -> None:
    """Show Home, and let Slack send the event again where that fails; what takes long goes on beside.

    Slack says so for the Messages tab as well, where nothing of this is shown.
    """
    if click.tab != "home":
        return
    showing = deps.background.start(show_home(click, deps))
    done, _ = await asyncio.wait({showing}, timeout=SHOWN_WITHIN.total_seconds())
    if done:
        showing.result()
