"""Socket Mode: connected, watched, and closed without losing what is being answered."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

from aiohttp import WSMessage
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.errors import SlackProblem, Unreachable
from bot.slack.gateway import SlackGateway

logger = logging.getLogger(__name__)

PING_EVERY = timedelta(seconds=10)
# slack_sdk (3.47) reconnects by itself after 40 s of silence, and sometimes dies without a word.
PATIENCE = timedelta(seconds=75)
CONNECT_WITHIN = 10
ANSWER_WITHIN = 3
CLOSE_WITHIN = 1


class SocketLine:
    """The line to Slack: made anew whenever neither an event nor a pong was heard for `patience`."""

    def __init__(
        self,
        app: AsyncApp,
        gateway: SlackGateway,
        *,
        app_token: str,
        ping_every: timedelta,
        patience: timedelta,
    ) -> None:
        self._app, self._gateway, self._app_token = app, gateway, app_token
        self._ping_every, self._patience = ping_every, patience
        self._client: SocketModeClient | None = None
        self._answering: set[asyncio.Task[Any]] = set()
        self._heard = 0
        self._closing = False

    @property
    def address(self) -> str:
        """Where the present connection leads; it holds a ticket that has been used."""
        return self._client.wss_uri or "" if self._client else ""

    async def is_connected(self) -> bool:
        return self._client is not None and await self._client.is_connected()

    async def connect(self) -> None:
        """Put a new connection in the place of the present one. Raises SlackProblem."""
        old, self._client = self._client, await self._opened()
        if old:
            await _close(old)

    async def watch(self) -> None:
        while True:
            before = self._signs_of_life()
            await asyncio.sleep(self._patience.total_seconds())
            if self._signs_of_life() == before:
                await self._reconnect()

    async def close(self) -> None:
        """Take nothing new, finish what is being answered, and hang up."""
        self._closing = True
        if self._answering:
            await asyncio.wait(self._answering, timeout=ANSWER_WITHIN)
        if self._client:
            await _close(self._client)

    async def _reconnect(self) -> None:
        logger.warning("nothing was heard from Slack for %s; connecting again", self._patience)
        try:
            await self.connect()
        except SlackProblem as problem:
            logger.warning("could not connect again yet: %s", problem)

    def _signs_of_life(self) -> tuple[SocketModeClient | None, int, float | None]:
        return self._client, self._heard, self._client.last_ping_pong_time if self._client else None

    async def _opened(self) -> SocketModeClient:
        # Asked for here, once: the client would ask again and again, with a traceback each time.
        url = await self._gateway.open_socket(self._app_token)
        client = SocketModeClient(
            self._app_token,
            logger=logging.getLogger("slack_sdk.socket_mode"),
            web_client=self._gateway.web_client(),
            ping_interval=self._ping_every.total_seconds(),
            on_message_listeners=[self._on_message],
        )
        client.socket_mode_request_listeners.append(self._on_request)
        client.wss_uri = url
        if self._gateway.is_local:
            client.proxy = None
        try:
            async with asyncio.timeout(CONNECT_WITHIN):
                await _called(client.connect)
        except TimeoutError:
            await _close(client)
            raise Unreachable("socket") from None
        return client

    async def _on_message(self, message: WSMessage) -> None:
        self._heard += 1

    async def _on_request(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """What is not acknowledged any more while closing, Slack sends again or tells the person about."""
        task = asyncio.current_task()
        if self._closing or task is None:
            return
        self._answering.add(task)
        try:
            response = await run_async_bolt_app(self._app, request)
            await send_async_response(client, request, response, start_time=0)
        finally:
            self._answering.discard(task)


async def _called(untyped: Callable[[], Awaitable[Any]]) -> None:
    await untyped()


async def _close(client: SocketModeClient) -> None:
    """As the client's own close, which waits ten seconds for a peer that has gone."""
    client.closed, client.auto_reconnect_enabled = True, False
    with suppress(TimeoutError):
        async with asyncio.timeout(CLOSE_WITHIN):
            await _called(client.disconnect)
    tasks = (client.message_processor, client.current_session_monitor, client.message_receiver)
    left = [task for task in tasks if task]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    await client.aiohttp_client_session.close()


@asynccontextmanager
async def socket_line(
    app: AsyncApp,
    gateway: SlackGateway,
    *,
    app_token: str,
    ping_every: timedelta = PING_EVERY,
    patience: timedelta = PATIENCE,
) -> AsyncIterator[SocketLine]:
    """Raises SlackProblem when the first connection cannot be made."""
    line = SocketLine(app, gateway, app_token=app_token, ping_every=ping_every, patience=patience)
    await line.connect()
    watching = asyncio.create_task(line.watch())
    try:
        yield line
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        await line.close()
