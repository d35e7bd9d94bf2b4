"""The request address while there is no token yet: Slack verifies it, and that is all there is."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.async_app import AsyncApp

from bot.clock import Clock, system_clock
from bot.config import Settings
from bot.slack.authorize import UNKNOWN_WORKSPACE, authorize_from
from bot.slack.installations import Installations
from bot.slack.requests import LARGEST_BODY, slack_endpoint
from bot.web.health import health
from bot.web.serving import serving


@asynccontextmanager
async def before_installing(settings: Settings, *, wall: Clock = system_clock) -> AsyncIterator[str]:
    """Yields the address. It needs the signing secret alone; raises UserFacingError when it is taken."""
    secret = settings.signing_secret
    authorize = authorize_from(Installations(_find_none, clock=wall))
    app = AsyncApp(
        name="lamplight",
        # Bolt's own would take the root's level, and at INFO write whole requests.
        logger=logging.getLogger("slack_bolt"),
        signing_secret=secret,
        authorize=authorize,
        user_facing_authorize_error_message=UNKNOWN_WORKSPACE,
    )
    pages = web.Application(client_max_size=LARGEST_BODY)
    pages.router.add_post("/slack/events", slack_endpoint(app, signing_secret=secret, wall=wall))
    pages.router.add_get("/healthz", health({}))
    async with serving(pages, host=settings.host, port=settings.port) as address:
        yield address


async def _find_none(workspace_id: str) -> None:
    return None
