"""Whoever asks for a page: found by their session, held against the page's rule, and answered in any case."""

import hashlib
import hmac
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.deps import Deps
from bot.errors import DatabaseBusy, InvalidInput, NotFound, NotNow, NotYours, UserFacingError
from bot.logs import note_failure
from bot.usecases.signing_in.visiting import find_visitor
from bot.web.cookies import session_of
from bot.web.rendering import lay_out
from bot.web.routes import Route
from bot.web.visit import Sent, Visit

logger = logging.getLogger(__name__)

FORM_KEY = "form_key"
# Under this a request carries its visit, for the page that says what went wrong.
VISIT = web.RequestKey("visit", Visit)
# A page that asks by itself says so, and keeps no session alive.
BY_ITSELF = "Lamplight-By-Itself"
LARGEST_FORM = 64 * 1024
NOTHING_HERE = "There's no such page. The overview shows all there is for you."
NOT_SIGNED_IN = (
    "You aren't signed in, or it was too long ago. Open the dashboard from Slack: Open dashboard on Home, or "
    "/mentoring dashboard."
)
NOT_FOR_YOU = "This page is for others. The overview shows all there is for you."
SENT_FROM_ELSEWHERE = (
    "This form wasn't sent from the dashboard's own page. Open the page again, and try once more."
)
TOO_LARGE = "That's more than a form here can hold. Shorten the text, and send it again."
BUSY = "The database is busy or away just now. Nothing was changed. Try again in a minute."
BROKEN = (
    "Something went wrong on our side, and it's written in the log. Nothing was changed. Try again in a "
    "minute."
)


class NotSignedIn(UserFacingError):
    """Nobody is known to ask."""


STATUSES: tuple[tuple[type[UserFacingError], int], ...] = (
    (NotSignedIn, 401),
    (NotFound, 404),
    (NotYours, 403),
    (NotNow, 409),
    (InvalidInput, 422),
)


def form_key(secret: str) -> str:
    """Work out what a form of this session carries, so that no other page can send one."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def is_same(sent: str, key: str) -> bool:
    """Tell in a time that says nothing of where they differ. Whatever letters are sent, it's an answer."""
    return hmac.compare_digest(sent.encode(errors="replace"), key.encode())


def answering(route: Route, deps: Deps) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Turn a route into what aiohttp calls."""

    async def asked(request: web.Request) -> web.StreamResponse:
        require_own_page(request, deps)
        visit = request[VISIT] = await _visit(request, route, deps)
        return await route.answer(visit)

    return asked


def require_own_page(request: web.Request, deps: Deps) -> None:
    """A browser says where a form was sent from. Raises NotYours for elsewhere."""
    if request.method == "GET":
        return
    origin = request.headers.get("Origin")
    is_ours = origin == deps.site.origin if origin else True
    if not is_ours or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise NotYours(SENT_FROM_ELSEWHERE)


async def _visit(request: web.Request, route: Route, deps: Deps) -> Visit:
    secret = session_of(request, deps.site)
    by_hand = BY_ITSELF not in request.headers
    found = (
        await find_visitor(deps.db, deps.slack, secret=secret, wall=deps.wall(), by_hand=by_hand)
        if secret
        else None
    )
    if found is None:
        raise NotSignedIn(NOT_SIGNED_IN)
    session, standing = found
    program = standing.programs.get(request.match_info["program"]) if route.is_of_program else None
    if route.is_of_program and program is None:
        raise NotFound(NOTHING_HERE)
    seen_as = standing.in_program(program) if program else standing.anywhere()
    if not route.open_to & seen_as:
        raise NotYours(NOT_FOR_YOU)
    key = form_key(secret)
    sent = await read_form(request) if route.method == "POST" else Sent()
    if route.method == "POST" and not is_same(sent.text(FORM_KEY), key):
        raise NotYours(SENT_FROM_ELSEWHERE)
    return Visit(request, deps, session, standing, deps.clock(), seen_as, key, program, sent)


async def read_form(request: web.Request) -> Sent:
    """Raises InvalidInput for one that is too large."""
    if (request.content_length or 0) > LARGEST_FORM:
        raise InvalidInput({"form": TOO_LARGE})
    fields: dict[str, list[str]] = defaultdict(list)
    for name, value in (await request.post()).items():
        if isinstance(value, str):
            fields[name].append(value)
    return Sent({name: tuple(values) for name, values in fields.items()})


def in_trouble(deps: Deps) -> Middleware:
    """Make the middleware that turns whatever goes wrong into a page that says what to do."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except (UserFacingError, DatabaseBusy, web.HTTPClientError) as error:
            status, sentence = _in_words(error)
            return _trouble(request, deps, sentence, status)
        except web.HTTPException:
            raise
        except Exception as error:
            note_failure(logger, f"the page {request.match_info.route.resource} failed", error)
            return _trouble(request, deps, BROKEN, 500)

    return guarded


def _in_words(error: Exception) -> tuple[int, str]:
    if isinstance(error, DatabaseBusy):
        return 503, BUSY
    if isinstance(error, web.HTTPRequestEntityTooLarge):
        return 413, TOO_LARGE
    if isinstance(error, web.HTTPException):
        return error.status, NOTHING_HERE
    return next((code for kind, code in STATUSES if isinstance(error, kind)), 400), str(error)


def _trouble(request: web.Request, deps: Deps, sentence: str, status: int) -> web.Response:
    title = "That didn't work" if status < 500 else "Not now"
    values = {"title": title, "sentence": sentence, "url": deps.site.path}
    return lay_out(request, "trouble.html", values=values, status=status)
