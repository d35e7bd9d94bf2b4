"""Takes what Slack sends of one person in place of the bot, and leaves the rest for Slack to repeat."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

from bot.clock import system_clock
from bot.slack.authorize import authorize_from
from bot.slack.gateway import SlackGateway
from bot.slack.heard import sort_of
from bot.slack.installations import Installations
from bot.slack.socket import PATIENCE, PING_EVERY, SocketLine

Body = dict[str, Any]
NOT_OURS = 503


class Catching(AsyncApp):
    """Bolt's app with one thing to do. It still gives back the challenge of an address."""

    def __init__(self, user_id: str, *, says: str, signing_secret: str) -> None:
        """`says` answers the person's commands."""
        # Bolt would warn of a token in the environment, in the middle of what a person reads.
        quiet = logging.getLogger("slack_bolt.catching")
        quiet.setLevel(logging.ERROR)
        super().__init__(
            name="lamplight",
            logger=quiet,
            signing_secret=signing_secret or None,
            request_verification_enabled=bool(signing_secret),
            authorize=authorize_from(Installations(_find_none, clock=system_clock)),
        )
        self._user_id, self._says = user_id, says
        self._caught: list[Body] = []
        self._more = asyncio.Event()

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        if not sort_of(req.body):
            return await super().async_dispatch(req)
        if _who(req.body) != self._user_id:
            return BoltResponse(status=NOT_OURS, body="")
        self._caught.append(dict(req.body))
        self._more.set()
        return BoltResponse(status=200, body=self._says if req.body.get("command") else "")

    async def first(self, is_wanted: Callable[[Body], bool], *, until: float) -> Body | None:
        """The first that is wanted, or None when the loop's time has reached `until`."""
        while True:
            self._more.clear()
            if found := next(filter(is_wanted, self._caught), None):
                return found
            try:
                async with asyncio.timeout_at(until):
                    await self._more.wait()
            except TimeoutError:
                return None


def _who(body: Body) -> str:
    event, user = body.get("event") or {}, body.get("user") or {}
    return str(body.get("user_id") or event.get("user") or user.get("id") or "")


async def _find_none(workspace_id: str) -> None:
    return None


@asynccontextmanager
async def caught_over_socket(
    app: Catching, slack: SlackGateway, *, app_token: str, ping_every: timedelta = PING_EVERY
) -> AsyncIterator[str]:
    """Yield the host that Slack named for the connection. Raises SlackProblem when it cannot be made."""
    line = SocketLine(app, slack, app_token=app_token, ping_every=ping_every, patience=PATIENCE)
    await line.connect()
    try:
        yield urlsplit(line.address).netloc
    finally:
        await line.close()
