"""Who may talk to the page's routes, and how a refusal is put."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox.timeline import TimelineError

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
GUARDED = ("/ui/", "/static/")
STRANGE_HOST = (
    "This page is only for the machine it runs on; open it as http://localhost with the same port, not as {}."
)
OTHER_PAGE = "This came from another page, {}; the workspace takes orders from its own page only."
NOT_JSON = "Send this as JSON, with the content type application/json."
SECURITY = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: https: http:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

# What the sandbox says no with; its texts are sentences.
STATUS: dict[type[Exception], int] = {
    TimelineError: 409,
    PermissionError: 403,
    LookupError: 404,
    TypeError: 400,
    ValueError: 400,
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Refusal(Exception):
    """A sentence for the page, with the status it is sent with."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keeps other hosts and other pages out, and turns what goes wrong into {"error": sentence}."""
    if request.path != "/" and not request.path.startswith(GUARDED):
        return await handler(request)
    try:
        _refuse_strangers(request)
        response = await handler(request)
    except Refusal as refusal:
        return _error(refusal, refusal.status)
    except tuple(STATUS) as problem:
        return _error(problem, next(STATUS[kind] for kind in STATUS if isinstance(problem, kind)))
    if request.path.startswith("/static/"):
        response.headers.update({**SECURITY, "Cache-Control": "no-cache"})
    return response


def _refuse_strangers(request: web.Request) -> None:
    if urlsplit(f"//{request.host}").hostname not in LOOPBACK:
        raise Refusal(STRANGE_HOST.format(request.host), 403)
    if request.method in ("GET", "HEAD"):
        return
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise Refusal(OTHER_PAGE.format(origin), 403)
    if request.content_type != "application/json":
        raise Refusal(NOT_JSON, 415)


def _error(problem: Exception, status: int) -> web.Response:
    sentence = str(problem.args[0] if problem.args else problem)
    return web.json_response({"error": sentence}, status=status, headers=SECURITY)
