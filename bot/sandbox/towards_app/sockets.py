"""Socket Mode: the app connects out to us, and payloads go to it in envelopes."""

import asyncio
import json
from collections.abc import Callable

from aiohttp import WSMsgType, web

from bot.sandbox.model import Json
from bot.sandbox.towards_app.reply import CONNECTION_FAILED, TIMED_OUT, Reply

MOST = 10


class SocketHub:
    """Up to ten connections; each payload goes to one of them, in turn."""

    def __init__(self, secret: Callable[[], str], app_id: str, changed: Callable[[str], None]) -> None:
        self._secret, self._app_id, self._changed = secret, app_id, changed
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._leaving: list[web.WebSocketResponse] = []
        self._arrived = asyncio.Event()
        self._answers: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Json]]] = {}

    @property
    def connected(self) -> bool:
        """Whether the app uses Socket Mode now; true too while a connection is being replaced."""
        return bool(self._open or self._leaving)

    @property
    def connections(self) -> int:
        return len(self._open)

    def issue_url(self, request: web.Request) -> str:
        """A WebSocket address on this server, good for one connection."""
        ticket = self._secret()
        self._tickets.add(ticket)
        return f"ws://{request.host}/link/?ticket={ticket}&app_id={self._app_id}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="invalid_ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self._open) >= MOST:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await self._converse(socket)
        return socket

    async def _converse(self, socket: web.WebSocketResponse) -> None:
        self._open.append(socket)
        try:
            await socket.send_json(self._hello())
            self._arrived.set()
            self._changed("socket")
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledge(message.data)
        finally:
            self._forget(socket)

    def _hello(self) -> Json:
        info = {"host": "sandbox", "approximate_connection_time": 18060}
        about = {"app_id": self._app_id}
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "debug_info": info,
            "connection_info": about,
        }

    def _acknowledge(self, text: str) -> None:
        answer = json.loads(text)
        _, waiting = self._answers.get(answer.get("envelope_id", ""), (None, None))
        if waiting and not waiting.done():
            waiting.set_result(answer)

    def _forget(self, socket: web.WebSocketResponse) -> None:
        self._open = [other for other in self._open if other is not socket]
        self._leaving = [other for other in self._leaving if other is not socket]
        for sent_to, waiting in self._answers.values():
            if sent_to is socket and not waiting.done():
                waiting.set_exception(ConnectionResetError("The app closed its connection."))
        self._changed("socket")

    async def send(self, envelope: Json, within: float) -> Reply:
        """Send one envelope and wait for its ack."""
        envelope_id = self._secret()
        try:
            async with asyncio.timeout(within):
                answer = await self._exchange(envelope_id, envelope)
            return Reply(200, answer.get("payload"), acked=True)
        except TimeoutError:
            return Reply(0, TIMED_OUT, acked=False)
        except ConnectionError:
            return Reply(0, CONNECTION_FAILED, acked=False)
        finally:
            self._answers.pop(envelope_id, None)

    async def _exchange(self, envelope_id: str, envelope: Json) -> Json:
        while not self._open:
            self._arrived.clear()
            await self._arrived.wait()
        socket = self._open.pop(0)
        self._open.append(socket)
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._answers[envelope_id] = (socket, answer)
        await socket.send_json({"envelope_id": envelope_id, **envelope})
        return await answer

    async def refresh(self) -> None:
        """Ask every connection to be replaced, as Slack does every few hours; nothing more is sent to it."""
        leaving, self._open = self._open, []
        self._leaving += leaving
        for socket in leaving:
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def close(self) -> None:
        for socket in [*self._open, *self._leaving]:
            await socket.close()
