"""Pages laid out: templates, with the names of those on them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.web.menus import tabs_of_program, tabs_of_workspace
from bot.web.routes import Route
from bot.web.static_files import StaticFiles
from bot.web.visit import Visit
from bot.web.words import as_html, name_in

TEMPLATES = Path(__file__).parent / "templates"
NOBODY: Collection[str] = ()
NAMES_MISSING = (
    "Slack is still telling us some of these names. Open this page again in a moment to see them all."
)
ROUTES_KEY = web.AppKey("routes", Sequence[Route])


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way here; `page` is its path, empty for where one is."""

    label: str
    page: str = ""


def set_up(app: web.Application, statics: StaticFiles, routes: Sequence[Route]) -> None:
    """Give an application its templates. Every value is escaped, and an unknown one is an error."""
    app[ROUTES_KEY] = routes
    aiohttp_jinja2.setup(
        app,
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    aiohttp_jinja2.get_env(app).globals["file"] = statics.path


async def show(
    visit: Visit,
    template: str,
    *,
    title: str,
    crumbs: Sequence[Crumb] = (),
    whom: Collection[str] = NOBODY,
    notice: str = "",
    status: int = 200,
    **values: Any,
) -> web.Response:
    """Lay out a page for who is signed in; `whom` are those whose names stand on it, by user id.

    `notice` says at the top what was just done.
    """
    names = await visit.deps.names.of(visit.act.workspace_id, {*whom, visit.act.by})
    return lay_out(
        visit.request,
        template,
        status=status,
        values={
            "visit": visit,
            "title": title,
            "crumbs": crumbs,
            "notice": notice,
            "names_missing": NAMES_MISSING if visit.deps.names.lacks(visit.act.workspace_id, whom) else "",
            "tabs": tabs_of_workspace(visit, visit.request.app[ROUTES_KEY]),
            "program_tabs": tabs_of_program(visit, visit.request.app[ROUTES_KEY]),
            "url": visit.url,
            "name": partial(name_in, names),
            "said": partial(as_html, names=names),
            **values,
        },
    )


def lay_out(
    request: web.Request, template: str, *, values: Mapping[str, Any], status: int = 200
) -> web.Response:
    """Lay out a page for anybody."""
    return aiohttp_jinja2.render_template(template, request, {"visit": None, **values}, status=status)


def go(visit: Visit, page: str, *, done: str = "") -> web.HTTPSeeOther:
    """After a deed, lead to a page of ours; `done` is the key of what its notice says. To be raised.

    Whoever did it finds it on their Home in Slack as well.
    """
    visit.deps.stale_homes.note((visit.act.workspace_id, visit.act.by), visit.now)
    return web.HTTPSeeOther(visit.url(page) + (f"?done={done}" if done else ""))
