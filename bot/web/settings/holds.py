"""Messages of a program that wait, for a ward, a site or everybody, until a day."""

from collections.abc import Mapping
from datetime import timedelta

from aiohttp import web

from bot.domain.answers import InvalidAnswer
from bot.domain.signing_in.standing import MANAGERS
from bot.errors import InvalidInput
from bot.usecases.managing.holds import begin_hold, end_hold, read_holds
from bot.usecases.programs.forms import day
from bot.views.ids import Field
from bot.views.managing.holds import TITLE, WHAT_IT_DOES, HoldsPage
from bot.views.parts import weekday_in_words
from bot.web.rendering import go, show
from bot.web.routes import Route
from bot.web.settings.sections import crumbs_of
from bot.web.visit import Visit

PAGE = "/programs/{program}/settings/holds"
DONE = {
    "held": "Those messages wait from now on.",
    "ended": "The hold has ended. Messages leave again, and its days don't count as silence.",
}
SOON = timedelta(days=7)


async def on_holds(visit: Visit) -> web.StreamResponse:
    return await _show(visit, until=(visit.now.date() + SOON).isoformat())


async def on_held(visit: Visit) -> web.StreamResponse:
    where, until = visit.sent.text(Field.WHERE), visit.sent.text(Field.HELD_UNTIL)
    known = (await _read(visit)).places
    try:
        await begin_hold(
            visit.deps.db,
            act=visit.act,
            program_id=visit.program.id,
            choice=where if where in known else None,
            until=day(until),
            new_id=visit.deps.new_id,
        )
    except InvalidInput as problem:
        return await _show(visit, where=where, until=until, wrong=problem.fields, status=422)
    except InvalidAnswer as problem:
        wrong = {str(Field.HELD_UNTIL): str(problem)}
        return await _show(visit, where=where, until=until, wrong=wrong, status=422)
    raise go(visit, f"/programs/{visit.program.id}/settings/holds", done="held")


async def on_ended(visit: Visit) -> web.StreamResponse:
    await end_hold(visit.deps.db, act=visit.act, program_id=visit.program.id, hold_id=visit.sent.text("hold"))
    raise go(visit, f"/programs/{visit.program.id}/settings/holds", done="ended")


async def _read(visit: Visit) -> HoldsPage:
    return await read_holds(
        visit.deps.db, act=visit.act, program_id=visit.program.id, content=visit.deps.content
    )


async def _show(
    visit: Visit,
    *,
    where: str = "",
    until: str = "",
    wrong: Mapping[str, str] | None = None,
    status: int = 200,
) -> web.StreamResponse:
    page = await _read(visit)
    return await show(
        visit,
        "settings/holds.html",
        title=TITLE,
        crumbs=crumbs_of(visit, TITLE),
        notice=DONE.get(visit.asked("done"), ""),
        status=status,
        page=page,
        places=[*page.places.items()],
        where=where,
        until=until,
        wrong=wrong or {},
        day=weekday_in_words,
        what_it_does=WHAT_IT_DOES,
        home=f"/programs/{visit.program.id}/settings",
    )


ROUTES = (
    Route("GET", PAGE, on_holds, MANAGERS),
    Route("POST", PAGE, on_held, MANAGERS),
    Route("POST", f"{PAGE}/end", on_ended, MANAGERS),
)
