"""The Home tab, opened."""

import asyncio
import logging
from datetime import timedelta

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import hearing
from bot.handlers.home.homepage import show_home
from bot.slack.errors import SlackProblem

logger = logging.getLogger(__name__)

# Slack wants its acknowledgement soon, and may be slow itself to show a page. What fails later is noted.
SHOWN_WITHIN = timedelta(milliseconds=700)


def register(app: AsyncApp) -> None:
    app.event("app_home_opened")(hearing(on_home_opened))


async def on_home_opened(click: Click, deps: Deps) -> None:
    """Show Home, and let Slack send the event again where that fails; what takes long goes on beside.

    Slack says so for the Messages tab as well, where nothing of this is shown.
    """
    if click.tab != "home":
        return
    deps.open_homes.note((click.workspace_id, click.user_id), click.now)
    showing = deps.background.start(_shown(click, deps))
    done, _ = await asyncio.wait({showing}, timeout=SHOWN_WITHIN.total_seconds())
    if done and (problem := showing.result()):
        raise problem


async def _shown(click: Click, deps: Deps) -> SlackProblem | None:
    """Give what Slack has against it, if anything: by then the event may have its acknowledgement."""
    try:
        await show_home(click, deps)
    except SlackProblem as problem:
        logger.warning("a Home tab could not be shown: %s", problem)
        return problem
    return None
