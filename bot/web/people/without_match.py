"""Who waits for a match in a program: since when, and what would help."""

from aiohttp import web

from bot.domain.signing_in.standing import MANAGERS
from bot.usecases.managing.without_match import turn_without_match
from bot.views.managing.without_match import LOOKED, again_in_words, post_of, waiting_in_words
from bot.web.listing import read_list
from bot.web.mentorships.listing import crumbs
from bot.web.people.table import PEOPLE, people_of
from bot.web.rendering import Crumb, show
from bot.web.routes import Route
from bot.web.visit import Visit


async def on_without_match(visit: Visit) -> web.StreamResponse:
    listed = read_list(visit, f"{people_of(visit)}/without-match", filters={}, sorts=["since"])
    found = await turn_without_match(
        visit.deps.db, act=visit.act, program_id=visit.program.id, turn=listed.turn
    )
    lists = visit.deps.content.people
    return await show(
        visit,
        "people/without_match.html",
        title="Without a match",
        crumbs=crumbs(visit, Crumb("People", people_of(visit)), Crumb("Without a match")),
        whom=found.whom,
        notice=listed.notice,
        page=found,
        listed=listed,
        rows=[(one.user_id, post_of(one, lists), *waiting_in_words(one)) for one in found.waiting],
        again=again_in_words(found),
        looked=LOOKED,
        people=people_of(visit),
    )


ROUTES = (Route("GET", PEOPLE + "/without-match", on_without_match, MANAGERS),)
