"""All programs of the workspace together, for its owners."""

from aiohttp import web

from bot.content.numbers.measures import name_of
from bot.domain.signing_in.standing import OWNERS
from bot.usecases.oversight.organisation import read_organisation
from bot.views.managing.summary import ON_MONDAY, SMALL_NUMBERS
from bot.views.oversight import organisation as words
from bot.views.oversight.organisation import OrganisationPage
from bot.web.rendering import Crumb, show
from bot.web.routes import Route
from bot.web.visit import Visit


async def on_organisation(visit: Visit) -> web.StreamResponse:
    page = await read_shown(visit)
    measures = visit.deps.content.measures
    return await show(
        visit,
        "oversight/organisation.html",
        title=words.TITLE,
        crumbs=(Crumb("Overview", "/"), Crumb(words.TITLE)),
        page=page,
        told=[(name_of(measures, one.key), one) for one in page.results if one.figure.is_shown],
        untold=[name_of(measures, one.key) for one in page.results if not one.figure.is_shown],
        words=words,
        on_monday=ON_MONDAY,
        small_numbers=SMALL_NUMBERS,
    )


async def read_shown(visit: Visit) -> OrganisationPage:
    return await read_organisation(
        visit.deps.db, act=visit.act, content=visit.deps.content, is_admin=visit.is_admin
    )


ROUTES = (Route("GET", "/organisation", on_organisation, OWNERS, tab="All programs", order=40),)
