"""Whoever asks for a page: found by their session, held against the page's rule, and answered in any case."""

import hashlib
import hmac
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.deps import Deps
from bot.errors import DatabaseBusy, InvalidInput, NotFound, NotNow, NotYours, UserFacingError
from bot.logs import note_failure
from bot.slack.errors import SlackProblem
from bot.storage.busy import is_away
from bot.usecases.signing_in.links import sign_out
from bot.usecases.signing_in.visiting import find_visitor
from bot.web.cookies import end_session, session_of
from bot.web.rendering import lay_out, show
from bot.web.routes import Route
from bot.web.visit import Sent, Visit
from bot.web.words import as_html

logger = logging.getLogger(__name__)

FORM_KEY = "form_key"
# Under this a request carries its visit, for the page that says what went wrong.
VISIT = web.RequestKey("visit", Visit)
# A page that asks by itself says so, and keeps no session alive.
BY_ITSELF = "Lamplight-By-Itself"
READING = ("GET", "HEAD")
LARGEST_FORM = 64 * 1024
MOST_FIELDS = 2000
OF_A_FORM = "application/x-www-form-urlencoded"
NOTHING_HERE = "There's no such page. The overview shows all there is for you."
NOT_SIGNED_IN = (
    "You aren't signed in, or it was too long ago. Open the dashboard from Slack: Open dashboard on Home, or "
    "/mentoring dashboard."
)
ROLE_IS_GONE = (
    "You're signed out: there's no program here that you look after or read the totals of. What is yours is "
    "on Home in Slack. If that's a mistake, ask one of the program's managers."
)
NOT_FOR_YOU = "This page is for others. The overview shows all there is for you."
SENT_FROM_ELSEWHERE = (
    "This form wasn't sent from the dashboard's own page. Open the page again, and try once more."
)
TOO_LARGE = "That's more than a form here can hold. Shorten the text, and send it again."
NO_FORM = "Only the dashboard's own forms can be sent here, and no files. Open the page again."
BUSY = "The database is busy or away just now. Nothing was changed. Try again in a minute."
SLACK_IS_AWAY = (
    "Slack doesn't say just now who you are, so we can't show this page. Nothing was changed. Try again in a "
    "minute."
)
BROKEN = (
    "Something went wrong on our side, and it's written in the log. Nothing was changed. Try again in a "
    "minute."
)


class NotSignedIn(UserFacingError):
    """Nobody is known to ask."""


class TooLarge(UserFacingError):
    """More was sent than any form of ours holds."""


class NoForm(UserFacingError):
    """Something was sent that is no form: a file, or what a program sends."""


class TooOften(UserFacingError):
    """Somebody tries more than anybody would by hand."""


STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (NotSignedIn, 401),
    (NotFound, 404),
    (NotYours, 403),
    (NotNow, 409),
    (TooLarge, 413),
    (NoForm, 415),
    (InvalidInput, 422),
    (TooOften, 429),
    (UserFacingError, 400),
)


def form_key(secret: str) -> str:
    """Work out what a form of this session carries, so that no other page can send one."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def is_same(sent: str, key: str) -> bool:
    """Compare as bytes: whoever sends letters of another alphabet is refused like anybody."""
    return hmac.compare_digest(sent.encode(errors="replace"), key.encode())


def answering(route: Route, deps: Deps) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Turn a route into what aiohttp calls."""

    async def asked(request: web.Request) -> web.StreamResponse:
        require_own_page(request, deps)
        visit = await _visit(request, deps)
        request[VISIT] = visit = _let_in(visit, route)
        if request.method not in READING:
            visit = replace(visit, sent=await _own_form(visit))
        return await route.answer(visit)

    return asked


def require_own_page(request: web.Request, deps: Deps) -> None:
    """A browser says where a form was sent from. Raises NotYours for elsewhere."""
    if request.method in READING:
        return
    origin = request.headers.get("Origin")
    is_ours = origin == deps.site.origin if origin else True
    if not is_ours or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise NotYours(SENT_FROM_ELSEWHERE)


async def _visit(request: web.Request, deps: Deps) -> Visit:
    """Find who asks. Raises NotSignedIn."""
    secret = session_of(request, deps.site)
    if not secret:
        raise NotSignedIn(NOT_SIGNED_IN)
    by_hand = BY_ITSELF not in request.headers
    found = await find_visitor(deps.db, deps.slack, secret=secret, wall=deps.wall(), by_hand=by_hand)
    if found is None:
        raise NotSignedIn(NOT_SIGNED_IN)
    session, standing = found
    seen_as = standing.anywhere()
    if not seen_as:
        await sign_out(deps.db, secret=secret)
        raise NotSignedIn(ROLE_IS_GONE)
    visit = Visit(request, deps, session, standing, deps.clock(), seen_as, form_key(secret))
    request[VISIT] = visit
    return visit


def _let_in(visit: Visit, route: Route) -> Visit:
    """Raises NotFound for a program that isn't there, and NotYours for a page that is for others."""
    if route.is_of_program:
        program = visit.standing.programs.get(visit.part("program"))
        if program is None:
            raise NotFound(NOTHING_HERE)
        visit = replace(visit, seen_as=visit.standing.in_program(program), of_program=program)
    if not route.open_to & visit.seen_as:
        raise NotYours(NOT_FOR_YOU)
    return visit


async def _own_form(visit: Visit) -> Sent:
    sent = await read_form(visit.request)
    if not is_same(sent.text(FORM_KEY), visit.form_key):
        raise NotYours(SENT_FROM_ELSEWHERE)
    return sent


async def read_form(request: web.Request) -> Sent:
    """Raises TooLarge, where the rest is not even read, and NoForm."""
    if not request.can_read_body:
        return Sent()
    if request.content_type != OF_A_FORM:
        raise NoForm(NO_FORM)
    text = (await _body(request)).decode(errors="replace")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise TooLarge(TOO_LARGE) from error
    fields: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        # PostgreSQL takes no NUL, and browsers send two characters for the end of a line.
        fields[name].append(value.replace("\x00", "").replace("\r\n", "\n"))
    return Sent({name: tuple(values) for name, values in fields.items()})


async def _body(request: web.Request) -> bytes:
    """Read no further than the largest form, whatever the request says of its length."""
    if (request.content_length or 0) > LARGEST_FORM:
        raise TooLarge(TOO_LARGE)
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise TooLarge(TOO_LARGE)
    return bytes(body)


def in_trouble(deps: Deps) -> Middleware:
    """Make the middleware that turns whatever goes wrong into a page that says what to do."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except (web.HTTPRedirection, web.HTTPSuccessful):
            raise
        except Exception as error:
            status, sentence = _in_words(error)
            if status >= 500:
                _note(request, error, status)
            answer = await _trouble(request, deps, sentence, status)
            if isinstance(error, web.HTTPMethodNotAllowed):
                answer.headers["Allow"] = error.headers["Allow"]
            return answer

    return guarded


def _in_words(error: Exception) -> tuple[int, str]:
    if isinstance(error, web.HTTPException):
        return error.status, NOTHING_HERE
    if isinstance(error, UserFacingError):
        return next(code for kind, code in STATUSES if isinstance(error, kind)), str(error)
    if isinstance(error, SlackProblem):
        return 503, SLACK_IS_AWAY
    return (503, BUSY) if isinstance(error, DatabaseBusy) or is_away(error) else (500, BROKEN)


def _note(request: web.Request, error: Exception, status: int) -> None:
    """By the pattern of its address alone: an address may hold a link that signs in."""
    route = request.match_info.route.resource
    what = f"the page {route.canonical if route else 'of no route'} failed"
    if status == 503:
        logger.warning("%s: %s", what, type(error).__name__)
    else:
        note_failure(logger, what, error)


async def _trouble(request: web.Request, deps: Deps, sentence: str, status: int) -> web.Response:
    """Say it on a page that keeps its menu, where it is known who asks."""
    title = "That didn't work" if status < 500 else "Not now"
    visit = await _known(request, deps, status)
    if visit:
        return await show(visit, "trouble.html", title=title, status=status, sentence=sentence)
    values = {"title": title, "sentence": sentence, "url": deps.site.path, "said": partial(as_html, names={})}
    answer = lay_out(request, "trouble.html", values=values, status=status)
    if status == 401:
        end_session(answer, deps.site)
    return answer


async def _known(request: web.Request, deps: Deps, status: int) -> Visit | None:
    """Find who asked for a page that isn't there. None where something is away."""
    if VISIT in request or status != 404:
        return request.get(VISIT)
    try:
        return await _visit(request, deps)
    except Exception:
        return None
