"""GET /healthz: 200 while everything the bot needs answers, 503 otherwise."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

ANSWER_WITHIN = 3

Check = Callable[[], Awaitable[bool]]


def health(checks: Mapping[str, Check]) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Answers with one word for each check, by name; nothing that a stranger should not read."""

    async def answer(request: web.Request) -> web.Response:
        found = {name: await _passes(check) for name, check in checks.items()}
        words = {name: "ok" if ok else "failing" for name, ok in found.items()}
        return web.json_response(words, status=200 if all(found.values()) else 503)

    return answer


async def _passes(check: Check) -> bool:
    """Whatever goes wrong in a check is the check's answer: no."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            return await check()
    except Exception:
        return False
