"""A plan taken on: to the next cohort, and as a file for another hospital."""

import re
from collections.abc import Sequence

from aiohttp import web

from bot.domain.signing_in.standing import MANAGERS
from bot.errors import InvalidInput
from bot.usecases.programs.cohorts import start_cohort, suggest_cohort
from bot.usecases.programs.sharing import FILENAME, export_program
from bot.views.ids import Field
from bot.views.programs.files import TOLD
from bot.web.rendering import go, show
from bot.web.routes import Route
from bot.web.settings.sections import crumbs_of
from bot.web.visit import Visit

TITLE = "New cohort"
PAGE = "/programs/{program}/settings/cohort"
NEW_ID = "new_id"
# As they are made here; a form may carry anything.
OURS = re.compile(r"[0-9a-f]{32}")


async def on_cohort(visit: Visit) -> web.StreamResponse:
    return await _show(visit, new_id=visit.deps.new_id())


async def on_started(visit: Visit) -> web.StreamResponse:
    """The form carries the id of what it makes, so that twice is once."""
    sent = visit.sent
    name, chosen, new_id = sent.text(Field.NAME), sent.all(Field.CHANGES), sent.text(NEW_ID)
    if not OURS.fullmatch(new_id):
        new_id = visit.deps.new_id()
    try:
        set_up = await start_cohort(
            visit.deps.db,
            act=visit.act,
            program_id=visit.program.id,
            new_id=new_id,
            name=name,
            changes=chosen,
            content=visit.deps.content,
        )
    except InvalidInput as problem:
        wrong = problem.fields.get(Field.NAME, "")
        return await _show(visit, new_id=new_id, name=name, chosen=chosen, wrong=wrong, status=422)
    raise go(visit, f"/programs/{set_up.program.id}/settings", done="cohort")


async def on_file(visit: Visit) -> web.StreamResponse:
    """It names nobody that is known here; what people typed may say more."""
    exported = await export_program(
        visit.deps.db,
        workspace_id=visit.act.workspace_id,
        program_id=visit.program.id,
        by=visit.act.by,
        content=visit.deps.content,
    )
    headers = {"Content-Disposition": f'attachment; filename="{FILENAME}"'}
    return web.Response(text=exported.text, content_type="application/yaml", headers=headers)


async def _show(
    visit: Visit,
    *,
    new_id: str,
    name: str | None = None,
    chosen: Sequence[str] | None = None,
    wrong: str = "",
    status: int = 200,
) -> web.StreamResponse:
    suggested = await suggest_cohort(
        visit.deps.db,
        workspace_id=visit.act.workspace_id,
        program_id=visit.program.id,
        by=visit.act.by,
        today=visit.now.date(),
        content=visit.deps.content,
    )
    return await show(
        visit,
        "settings/cohort.html",
        title=TITLE,
        crumbs=crumbs_of(visit, TITLE),
        status=status,
        earlier=suggested.earlier,
        name_typed=suggested.name if name is None else name,
        changes=[*suggested.changes.items()],
        chosen=suggested.first if chosen is None else chosen,
        new_id=new_id,
        wrong={str(Field.NAME): wrong} if wrong else {},
        told=TOLD,
        home=f"/programs/{visit.program.id}/settings",
    )


ROUTES = (
    Route("GET", PAGE, on_cohort, MANAGERS),
    Route("POST", PAGE, on_started, MANAGERS),
    Route("GET", "/programs/{program}/settings/file", on_file, MANAGERS),
)
