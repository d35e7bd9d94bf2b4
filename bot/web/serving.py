"""Listening: an aiohttp application on an address, ended after the requests at hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import UserFacingError

FINISH_WITHIN = 3.0
# Of a connection on which nothing whole is asked: longer than a reverse proxy keeps one in hand.
IDLE_FOR = 75.0


@asynccontextmanager
async def serving(app: web.Application, *, host: str, port: int) -> AsyncIterator[str]:
    """Yields the base address; port 0 takes any free one. Raises UserFacingError when it is taken."""
    app.on_response_prepare.append(_say_no_versions)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=FINISH_WITHIN, keepalive_timeout=IDLE_FOR)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise UserFacingError(
                f"Cannot listen on {host}:{port} ({error.strerror}). Set HOST and PORT to a free address."
            ) from error
        bound_host, bound_port = runner.addresses[0][:2]
        shown = f"[{bound_host}]" if ":" in bound_host else bound_host
        yield f"http://{shown}:{bound_port}"
    finally:
        await runner.cleanup()


async def _say_no_versions(request: web.Request, answer: web.StreamResponse) -> None:
    """What it is built with is nobody's business outside."""
    answer.headers["Server"] = "Lamplight"
