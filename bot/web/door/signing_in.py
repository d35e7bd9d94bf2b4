"""The way in: a link shows a page, and its button signs in. Previews and scanners only look."""

import re
import secrets

from aiohttp import web

from bot.deps import Deps
from bot.domain.signing_in.standing import ANYONE
from bot.errors import NotNow
from bot.usecases.signing_in.links import is_used_up, sign_in, sign_out
from bot.usecases.signing_in.visiting import find_visitor
from bot.web.cookies import end_session, keep_session, session_of
from bot.web.door.tries import Tries
from bot.web.guard import TooOften, read_form, require_own_page
from bot.web.rendering import lay_out
from bot.web.routes import Route
from bot.web.visit import Visit

SIGN_IN, SIGN_OUT = "/in/{link}", "/out"
# In an address and in its form: the page to land on.
TO = "to"
# Of ours alone: no scheme, no host, no second slash that browsers take for one, and nothing that climbs.
OWN_PAGE = re.compile(r"/[\w-]+(/[\w-]+)*/?(\?[\w=&.%+-]*)?", re.ASCII)
LONGEST_PAGE = 300
TOO_OFTEN = (
    "Too many links were tried from your network. Wait a minute, then open the dashboard from Slack again."
)


class Door:
    """What is open to anybody."""

    def __init__(self, deps: Deps) -> None:
        self._deps, self._tries = deps, Tries()

    async def lead_on(self, request: web.Request) -> web.StreamResponse:
        """The address as people type it, without a slash at its end."""
        raise web.HTTPSeeOther(self._deps.site.path("/"))

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Nothing is used up, and nothing told: a link that is over shows the same page."""
        link, to = request.match_info["link"], own_page(request.query.get(TO, ""))
        values = {
            "title": "Open the dashboard",
            "link": link,
            "to": "" if to == "/" else to,
            "url": self._deps.site.path,
        }
        return lay_out(request, "door/sign_in.html", values=values)

    async def enter(self, request: web.Request) -> web.StreamResponse:
        deps = self._deps
        require_own_page(request, deps)
        sent = await read_form(request)
        answer = web.HTTPSeeOther(deps.site.path(own_page(sent.text(TO))))
        if await self._is_in(request):
            raise answer
        secret = secrets.token_urlsafe(32)
        try:
            await self._sign_in(request, secret)
        except NotNow:
            # The first tap of two may have signed in meanwhile.
            if await self._is_in(request):
                raise answer from None
            raise
        keep_session(answer, secret, deps.site)
        raise answer

    async def _sign_in(self, request: web.Request, secret: str) -> None:
        deps, address = self._deps, request.remote or ""
        if self._tries.are_too_many(address, deps.wall()):
            raise TooOften(TOO_OFTEN)
        try:
            await sign_in(
                deps.db,
                link=request.match_info["link"],
                secret=secret,
                now=deps.clock(),
                wall=deps.wall(),
                instead_of=session_of(request, deps.site),
            )
        except NotNow:
            self._tries.note(address, deps.wall())
            raise

    async def _is_in(self, request: web.Request) -> bool:
        """A second tap on the same button, whose first has signed in."""
        deps, secret = self._deps, session_of(request, self._deps.site)
        if not secret:
            return False
        if not await is_used_up(deps.db, link=request.match_info["link"]):
            return False
        found = await find_visitor(deps.db, deps.slack, secret=secret, wall=deps.wall(), by_hand=True)
        return found is not None


def own_page(wanted: str) -> str:
    """Give the page of ours that is wanted, from /dashboard on; the overview for anything else."""
    is_ours = len(wanted) <= LONGEST_PAGE and OWN_PAGE.fullmatch(wanted)
    return wanted if is_ours else "/"


async def on_sign_out(visit: Visit) -> web.StreamResponse:
    await sign_out(visit.deps.db, secret=session_of(visit.request, visit.deps.site))
    answer = web.HTTPSeeOther(visit.url("/bye"))
    end_session(answer, visit.deps.site)
    raise answer


ROUTES = (Route("POST", SIGN_OUT, on_sign_out, ANYONE),)
