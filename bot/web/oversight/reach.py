"""Whom a program reaches, by one thing at a time."""

from aiohttp import web
from markupsafe import Markup

from bot.content import Content
from bot.domain.oversight.reach import ReachBy
from bot.domain.signing_in.standing import READERS
from bot.usecases.oversight.reach import read_reach
from bot.views.charts.reach import ReachChart, reach_chart
from bot.views.oversight import reach as words
from bot.views.oversight.reach import ReachPage
from bot.web.rendering import Crumb, show
from bot.web.routes import Route
from bot.web.visit import Visit


async def on_reach(visit: Visit) -> web.StreamResponse:
    program = visit.program
    page = await read_shown(visit)
    return await show(
        visit,
        "oversight/reach.html",
        title=words.TITLE,
        crumbs=(Crumb("Overview", "/"), Crumb(program.name, f"/programs/{program.id}"), Crumb(words.TITLE)),
        page=page,
        lines=[(words.name_of_group(one, page.by, visit.deps.content), one) for one in page.lines],
        drawing=_drawing(page, visit.deps.content),
        words=words,
    )


async def read_shown(visit: Visit) -> ReachPage:
    """By what the address says; by profession where it says nothing that is known."""
    asked = visit.asked("by")
    by = ReachBy(asked) if asked in frozenset(ReachBy) else ReachBy.PROFESSION
    return await read_reach(
        visit.deps.db, act=visit.act, program_id=visit.program.id, by=by, is_admin=visit.is_admin
    )


def _drawing(page: ReachPage, content: Content) -> Markup | None:
    """Of the groups that have a number; None where there is nothing to compare."""
    named = ((words.name_of_group(one, page.by, content), one.reached) for one in page.lines)
    groups = [(name, figure) for name, figure in named if figure is not None]
    chart = reach_chart(ReachChart(f"{words.TITLE}, {words.MENU[page.by].lower()}", groups, of_staff=False))
    return Markup(chart.svg) if chart else None


ROUTES = (Route("GET", "/programs/{program}/reach", on_reach, READERS, tab="Reach", order=60),)
