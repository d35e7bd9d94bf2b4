"""Sending the app what people did and what happened: signed HTTP requests or Socket Mode envelopes."""

import json
import secrets
from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.model import Json
from bot.sandbox.towards_app.reply import CONNECTION_FAILED, NOT_VERIFIED, TIMED_OUT, Reply
from bot.sandbox.towards_app.signing import signature
from bot.sandbox.towards_app.sockets import SocketHub
from bot.sandbox.wire import WireLog

FORM = "application/x-www-form-urlencoded"
ACK_SECONDS = 3.0


class Delivery:
    """Whichever is there is used: a socket if one is connected, else `request_url`.

    No event goes to an address that was not verified; a new one is, when the first event comes up, as if
    somebody had just saved it in the app's settings. One that failed stays so until `verify`.
    """

    def __init__(
        self, sockets: SocketHub, *, signing_secret: str, wall: Callable[[], datetime], wire: WireLog
    ) -> None:
        self._request_url = ""
        self._is_verified: bool | None = None
        self.must_verify = True
        self.ack_seconds = ACK_SECONDS
        self._sockets, self._secret, self._wall, self._wire = sockets, signing_secret, wall, wire
        self._session: aiohttp.ClientSession | None = None

    @property
    def request_url(self) -> str:
        return self._request_url

    @request_url.setter
    def request_url(self, url: str) -> None:
        self._request_url, self._is_verified = url, None

    async def verify(self) -> bool:
        """Ask the app to give a challenge back, as "Retry" in its settings does; whether it did."""
        started, challenge = perf_counter(), secrets.token_hex(16)
        payload = {"token": "verification-token", "challenge": challenge, "type": "url_verification"}
        reply = await self._post(json.dumps(payload).encode(), {"Content-Type": "application/json"})
        self._wire.record(
            "to_app", "url_verification", self.request_url, reply.status, payload, reply.body, started
        )
        given = reply.body.get("challenge") if isinstance(reply.body, dict) else reply.body
        self._is_verified = reply.acked and given == challenge
        return self._is_verified

    async def interaction(self, payload: Json) -> Reply:
        envelope = {"type": "interactive", "accepts_response_payload": True}
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return await self._deliver(str(payload["type"]), payload, envelope, body, {"Content-Type": FORM})

    async def command(self, form: dict[str, str]) -> Reply:
        envelope = {"type": "slash_commands", "accepts_response_payload": True}
        return await self._deliver(
            form["command"], form, envelope, urlencode(form).encode(), {"Content-Type": FORM}
        )

    async def event(self, payload: Json, *, retry: int = 0, reason: str = "") -> Reply:
        if not await self._may_have_events():
            return Reply(0, NOT_VERIFIED, acked=False, no_retry=True)
        envelope = {
            "type": "events_api",
            "accepts_response_payload": False,
            "retry_attempt": retry,
            "retry_reason": reason,
        }
        headers = {"Content-Type": "application/json"}
        if retry:
            headers |= {"x-slack-retry-num": str(retry), "x-slack-retry-reason": reason}
        return await self._deliver(
            payload["event"]["type"], payload, envelope, json.dumps(payload).encode(), headers
        )

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def _may_have_events(self) -> bool:
        if self._sockets.connected or not self.must_verify:
            return True
        if self._is_verified is None:
            await self.verify()
        return bool(self._is_verified)

    async def _deliver(
        self, what: str, payload: Any, envelope: Json, body: bytes, headers: dict[str, str]
    ) -> Reply:
        started = perf_counter()
        if self._sockets.connected:
            path = "socket"
            reply = await self._sockets.send({**envelope, "payload": payload}, self.ack_seconds)
        else:
            path = self.request_url
            reply = await self._post(body, headers)
        self._wire.record("to_app", what, path, reply.status, payload, reply.body, started)
        return reply

    async def _post(self, body: bytes, headers: dict[str, str]) -> Reply:
        if not self.request_url:
            return Reply(0, CONNECTION_FAILED, acked=False)
        timeout = aiohttp.ClientTimeout(total=self.ack_seconds)
        signed = {**headers, **self._signed(body)}
        try:
            request = self._http().post(self.request_url, data=body, headers=signed, timeout=timeout)
            async with request as response:
                return await _reply(response)
        except TimeoutError:
            return Reply(0, TIMED_OUT, acked=False)
        except aiohttp.ClientError:
            return Reply(0, CONNECTION_FAILED, acked=False)

    def _signed(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(self._wall().timestamp()))
        return {
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            # A fresh connection each time: one kept open would hide or fake a restart of the app.
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))
        return self._session


async def _reply(response: aiohttp.ClientResponse) -> Reply:
    text = await response.text()
    is_json = response.content_type == "application/json" and text
    no_retry = response.headers.get("x-slack-no-retry") == "1"
    body = json.loads(text) if is_json else text
    return Reply(response.status, body, acked=200 <= response.status < 300, no_retry=no_retry)
