"""The first page: every program somebody has to do with."""

from aiohttp import web

from bot.domain.signing_in.standing import ANYONE
from bot.web.rendering import show
from bot.web.routes import Route
from bot.web.visit import Visit


async def on_overview(visit: Visit) -> web.StreamResponse:
    programs = visit.standing.readable
    return await show(visit, "overview/overview.html", title="Overview", programs=programs)


ROUTES = (Route("GET", "/", on_overview, ANYONE, tab="Overview", order=10),)
