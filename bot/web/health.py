"""GET /healthz: 200 while everything the bot needs answers, 503 otherwise."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

ANSWER_WITHIN = 3
COUNTED = ("missed", "failed", "skipped")

Check = Callable[[], Awaitable[bool]]


def health(
    checks: Mapping[str, Check],
    *,
    counts: Mapping[str, int] | None = None,
    heard: Callable[[], Mapping[str, int]] | None = None,
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Answers with one word for each check, by name; nothing that a stranger should not read.

    `counts` are turns of jobs that did not go as planned since the start; `heard` is for how many hours
    Slack has sent nothing of a sort. Neither fails a check.
    """

    async def answer(request: web.Request) -> web.Response:
        found = {name: await _passes(check) for name, check in checks.items()}
        words = {name: "ok" if ok else "failing" for name, ok in found.items()}
        jobs = {} if counts is None else {"jobs": {name: counts.get(name, 0) for name in COUNTED}}
        sorts = {} if heard is None else {"heard": dict(heard())}
        return web.json_response(words | jobs | sorts, status=200 if all(found.values()) else 503)

    return answer


async def _passes(check: Check) -> bool:
    """Whatever goes wrong in a check is the check's answer: no."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            return await check()
    except Exception:
        return False
