"""The menus: of the workspace, and of the program one is at; each reader's has what is open to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.site import DASHBOARD
from bot.web.routes import PROGRAM, Route
from bot.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Tab:
    """A page in a menu; `is_here` for the one that is shown, or that this one belongs to."""

    label: str
    page: str
    is_here: bool


def tabs_of_workspace(visit: Visit, routes: Sequence[Route]) -> list[Tab]:
    mine = visit.standing.anywhere()
    found = [one for one in _in_order(routes) if not one.is_of_program and one.open_to & mine]
    return _tabs(visit, [(one.tab, one.path) for one in found])


def tabs_of_program(visit: Visit, routes: Sequence[Route]) -> list[Tab]:
    """Empty on a page that is about no program."""
    program = visit.of_program
    if program is None:
        return []
    found = [one for one in _in_order(routes) if one.is_of_program and one.open_to & visit.seen_as]
    return _tabs(visit, [(one.tab, one.path.replace(PROGRAM, program.id)) for one in found])


def _in_order(routes: Sequence[Route]) -> list[Route]:
    return sorted((one for one in routes if one.tab), key=lambda one: (one.order, one.tab))


def _tabs(visit: Visit, pages: Sequence[tuple[str, str]]) -> list[Tab]:
    """Make them; the one that is here is this page's, or else the nearest above it."""
    path = visit.request.path.removeprefix(visit.deps.site.prefix).removeprefix(DASHBOARD)
    above = [page for _, page in pages if path == page or path.startswith(f"{page}/")]
    here = max(above, key=len, default="")
    return [Tab(label, page, is_here=page == here) for label, page in pages]
