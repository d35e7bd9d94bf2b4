"""Who asked a program's managers for a hand, and what one does about it."""

from typing import Any

from aiohttp import web

from bot.domain.signing_in.standing import MANAGERS
from bot.errors import InvalidInput
from bot.usecases.managing.help_requests import give_a_hand, give_back, read_hands, take_on
from bot.views.managing.hands_taken import FIRST, GONE
from bot.views.managing.help_requests import hand_in_words
from bot.views.parts import mention
from bot.web.mentorships.listing import crumbs
from bot.web.people.table import PEOPLE, people_of
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Route
from bot.web.visit import Visit

HANDS = PEOPLE + "/hands"
DONE = {"done": "It's done.", "back": "It's with all managers again."}


async def on_hands(visit: Visit) -> web.StreamResponse:
    return await _hands(visit, DONE.get(visit.asked("done"), ""))


async def _hands(visit: Visit, said: str) -> web.StreamResponse:
    asked = await read_hands(visit.deps.db, act=visit.act, program_id=visit.program.id)
    rows = [(one, one.taker(asked.program.managers)) for one in asked.requests]
    return await show(
        visit,
        "people/hands.html",
        title="Who asked for help",
        crumbs=crumbs(visit, Crumb("People", people_of(visit)), Crumb("Who asked for help")),
        whom={*asked.whom, *(taker for _, taker in rows if taker)},
        done=said,
        page=asked,
        rows=[(one, taker, hand_in_words(one, asked)) for one, taker in rows],
        hands=_page(visit),
        people=people_of(visit),
    )


def _page(visit: Visit) -> str:
    return f"{people_of(visit)}/hands"


async def on_take(visit: Visit) -> web.StreamResponse:
    """Who came later is told so at once, and it is asked anew who has it."""
    taker = await take_on(visit.deps.db, **_which(visit))
    if taker == visit.act.by:
        raise go(visit, _page(visit))
    return await _hands(visit, FIRST.format(who=mention(taker)) if taker else GONE)


async def on_give_back(visit: Visit) -> web.StreamResponse:
    await give_back(visit.deps.db, **_which(visit))
    raise go(visit, _page(visit), done="back")


async def on_done(visit: Visit) -> web.StreamResponse:
    which = _which(visit)
    await give_a_hand(
        visit.deps.db,
        workspace_id=visit.act.workspace_id,
        program_id=which["program_id"],
        user_id=which["user_id"],
        topic=which["topic"],
        by=visit.act.by,
    )
    raise go(visit, _page(visit), done="done")


def _which(visit: Visit) -> dict[str, Any]:
    user_id, topic = visit.sent.text("who"), visit.sent.text("topic")
    if not user_id:
        raise InvalidInput({"who": "Choose who it's about."})
    return {"act": visit.act, "program_id": visit.program.id, "user_id": user_id, "topic": topic}


ROUTES = (
    Route("GET", HANDS, on_hands, MANAGERS),
    Route("POST", HANDS + "/take", on_take, MANAGERS),
    Route("POST", HANDS + "/back", on_give_back, MANAGERS),
    Route("POST", HANDS + "/done", on_done, MANAGERS),
)
