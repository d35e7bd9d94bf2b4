"""A search over one's own people. What is typed comes as a form: an address would carry a name into the logs
of every proxy on the way, and into the history of a shared computer.
"""

from aiohttp import web

from bot.domain.signing_in.standing import MANAGERS
from bot.errors import InvalidInput
from bot.usecases.managing.finding import Found, find_people
from bot.views.managing.people_list import lines_of_person, matches_in_words
from bot.web.people.table import others_in
from bot.web.rendering import Crumb, show
from bot.web.routes import Route
from bot.web.visit import Visit

SEARCH = "/search"
TITLE = "Search"


async def on_search(visit: Visit) -> web.StreamResponse:
    return await _shown(visit)


async def on_searched(visit: Visit) -> web.StreamResponse:
    typed, names = visit.sent.text("name"), visit.deps.names
    workspace_id = visit.act.workspace_id
    try:
        found = await find_people(visit.deps.db, act=visit.act, typed=typed, names=names.known(workspace_id))
    except InvalidInput as wrong:
        return await _shown(visit, typed=typed, wrong=str(wrong))
    names.warm(workspace_id, found.unknown)
    return await _shown(visit, found, typed=typed)


async def _shown(
    visit: Visit, found: Found | None = None, *, typed: str = "", wrong: str = ""
) -> web.StreamResponse:
    programs = found.programs if found else ()
    lists = visit.deps.content.people
    seen = [one for program in programs for one in program.seen]
    return await show(
        visit,
        "people/search.html",
        title=TITLE,
        crumbs=(Crumb("Overview", "/"), Crumb(TITLE)),
        whom={*(one.user_id for one in seen), *others_in(seen)},
        status=422 if wrong else 200,
        typed=typed,
        wrong=wrong,
        found=found,
        programs=[
            (one.program, [(who, lines_of_person(who, lists), matches_in_words(who)) for who in one.seen])
            for one in programs
        ],
    )


ROUTES = (
    Route("GET", SEARCH, on_search, MANAGERS, tab=TITLE, order=50),
    Route("POST", SEARCH, on_searched, MANAGERS),
)
