"""Every part that pages are made of, in every state: for who works on them, and in the demo alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from aiohttp import web
from markupsafe import Markup

from bot.domain.disclosure.cells import noisy
from bot.domain.disclosure.figures import Figure, share, total
from bot.domain.disclosure.kinds import MET
from bot.domain.disclosure.noise import Seeded
from bot.domain.measures.results import Verdict
from bot.domain.measures.targets import Comparison, Target
from bot.domain.signing_in.standing import ANYONE
from bot.errors import NotFound
from bot.views.charts.trend import TrendChart, trend_chart
from bot.web.guard import NOTHING_HERE
from bot.web.rendering import Crumb, show
from bot.web.routes import Route
from bot.web.visit import Visit

PAGE, CAME_BACK = "/face", "/face/form"
WRONG = {"note": "Write a word on it, so that the next reader knows.", "days": "Choose at least one day."}
# Of nobody: how many of how many, four weeks apart.
INVENTED = ((31, 60), (38, 60), (2, 4), (41, 58), (44, 55))


@dataclass(frozen=True, slots=True)
class Gallery:
    """What the page shows parts with; none of it is about anybody."""

    shown: Figure
    total: Figure
    hidden: Figure
    points: Sequence[tuple[str, Figure]]
    drawing: Markup


async def on_face(visit: Visit) -> web.StreamResponse:
    """All but a form that came back."""
    _require_demo(visit)
    return await show(
        visit,
        "face/gallery.html",
        title="The face",
        crumbs=(Crumb("Overview", "/"), Crumb("The face")),
        notice="This is how a page says what was just done.",
        gallery=_gallery(visit),
        face=visit.url(PAGE),
        came_back=visit.url(CAME_BACK),
    )


async def on_form(visit: Visit) -> web.StreamResponse:
    """A form that came back: what is wrong has the focus."""
    _require_demo(visit)
    crumbs = (Crumb("Overview", "/"), Crumb("The face", PAGE), Crumb("A form"))
    title = "A form that came back"
    return await show(visit, "face/came_back.html", title=title, crumbs=crumbs, wrong=WRONG)


def _require_demo(visit: Visit) -> None:
    """In a hospital there are no such pages. Raises NotFound there."""
    if not visit.deps.slack.is_local:
        raise NotFound(NOTHING_HERE)


def _gallery(visit: Visit) -> Gallery:
    monday, chance = visit.now.date() - timedelta(days=visit.now.weekday()), Seeded(Random(0))
    weeks = [monday - timedelta(weeks=4 * back) for back in range(len(INVENTED), 0, -1)]
    cells = [
        noisy(MET, week=week, yeses=yeses, could=could, chance=chance)
        for week, (yeses, could) in zip(weeks, INVENTED, strict=True)
    ]
    target = Target(Comparison.AT_LEAST, low=60)
    points = [(one.week, share(one)) for one in cells]
    drawn = trend_chart(TrendChart("Meetings held of those planned", points, Verdict.REACHED, target))
    return Gallery(
        shown=points[-1][1],
        total=total(cells),
        hidden=points[2][1],
        points=[(f"{week:%A} {week.day} {week:%B}", figure) for week, figure in points],
        drawing=Markup(drawn.svg if drawn else ""),
    )


ROUTES = (Route("GET", PAGE, on_face, ANYONE), Route("GET", CAME_BACK, on_form, ANYONE))
