"""What comes in over HTTP, checked before Bolt sees it. A refusal is one short line."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier

from bot.clock import Clock
from bot.slack.heard import Heard
from bot.slack.shapes import is_payload

logger = logging.getLogger(__name__)

LARGEST_BODY = 1_000_000
FRESH = timedelta(minutes=5)
# From its head to the end of its body. Slack sends both at once.
READ_WITHIN = timedelta(seconds=5)
TOO_SLOW = 408
TIMESTAMP = re.compile(r"[0-9]{1,15}")
SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")

Handler = Callable[[web.Request], Awaitable[web.Response]]


class NotTaken(Exception):
    """Why a request is turned away, for the log and the answer alike."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


class WrongSignature(NotTaken):
    """Signed in time, with another secret than ours."""


class _Wall(SignatureClock):
    def __init__(self, wall: Clock) -> None:
        self._wall = wall

    def now(self) -> float:
        return self._wall().timestamp()


class SignedRequests:
    """Reads the body of a request that Slack signed within the last five minutes; raises NotTaken."""

    def __init__(self, signing_secret: str, *, wall: Clock) -> None:
        self._wall = wall
        self._verifier = SignatureVerifier(signing_secret, clock=_Wall(wall))

    async def read(self, request: web.Request) -> str:
        timestamp, signature = self._headers(request)
        body = await _body(request)
        if not self._verifier.is_valid(body, timestamp, signature):
            raise WrongSignature(401, "the signature does not fit")
        return body

    def _headers(self, request: web.Request) -> tuple[str, str]:
        """Checked before the verifier, which fails on what is not a number or not ASCII."""
        timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if not timestamp or not signature:
            raise NotTaken(401, "the signature headers are missing")
        if not TIMESTAMP.fullmatch(timestamp) or not SIGNATURE.fullmatch(signature):
            raise NotTaken(401, "the signature headers are malformed")
        if abs(self._wall().timestamp() - int(timestamp)) > FRESH.total_seconds():
            raise NotTaken(401, "the timestamp is more than five minutes off")
        return timestamp, signature


async def _body(request: web.Request) -> str:
    if (request.content_length or 0) > LARGEST_BODY:
        raise NotTaken(413, "the body is too large")
    try:
        async with asyncio.timeout(READ_WITHIN.total_seconds()):
            return (await request.read()).decode()
    except TimeoutError:
        raise NotTaken(TOO_SLOW, "the body did not come") from None
    except web.HTTPRequestEntityTooLarge:
        raise NotTaken(413, "the body is too large") from None
    except UnicodeDecodeError:
        raise NotTaken(400, "the body is not text") from None


def slack_endpoint(app: AsyncApp, *, signing_secret: str, wall: Clock, heard: Heard | None = None) -> Handler:
    """What answers POST /slack/events. Its web.Application needs client_max_size=LARGEST_BODY."""
    signed = SignedRequests(signing_secret, wall=wall)

    async def respond(request: web.Request) -> web.Response:
        try:
            asked = _parsed(await signed.read(request), request)
        except NotTaken as refusal:
            if heard and isinstance(refusal, WrongSignature):
                heard.note_wrong_signature()
            logger.warning("a request was turned away: %s", refusal.why)
            answer = web.Response(status=refusal.status, text=refusal.why)
            if refusal.status == TOO_SLOW:
                answer.force_close()
            return answer
        return await to_aiohttp_response(await app.async_dispatch(asked))

    return respond


def _parsed(body: str, request: web.Request) -> AsyncBoltRequest:
    try:
        headers: dict[str, str | Sequence[str]] = {
            name: request.headers.getall(name) for name in request.headers
        }
        asked = AsyncBoltRequest(body=body, query=request.query_string, headers=headers)
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError):
        raise NotTaken(400, "the body cannot be read") from None
    if not is_payload(asked.body):
        raise NotTaken(400, "the body is nothing that Slack sends")
    return asked
