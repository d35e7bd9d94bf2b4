"""About how many hours a program took and saved."""

from aiohttp import web

from bot.domain.signing_in.standing import READERS
from bot.usecases.oversight.ledger import read_ledger
from bot.views.oversight import ledger as words
from bot.views.oversight.ledger import LedgerPage
from bot.web.rendering import Crumb, show
from bot.web.routes import Route
from bot.web.visit import Visit


async def on_ledger(visit: Visit) -> web.StreamResponse:
    program = visit.program
    page = await read_shown(visit)
    taken = visit.deps.content.ledger
    return await show(
        visit,
        "oversight/ledger.html",
        title=words.TITLE,
        crumbs=(Crumb("Overview", "/"), Crumb(program.name, f"/programs/{program.id}"), Crumb(words.TITLE)),
        page=page,
        granted=words.taken_for_granted(page, taken) if page.quarters else [],
        words=words,
    )


async def read_shown(visit: Visit) -> LedgerPage:
    return await read_ledger(
        visit.deps.db,
        act=visit.act,
        program_id=visit.program.id,
        content=visit.deps.content,
        is_admin=visit.is_admin,
    )


ROUTES = (Route("GET", "/programs/{program}/ledger", on_ledger, READERS, tab="Time", order=70),)
