"""The history of a program: every version of its plan, what was decided, and who signed the cards off."""

from collections.abc import Sequence

from aiohttp import web

from bot.domain.programs.versions import ProgramVersion
from bot.domain.signing_in.standing import MANAGERS
from bot.usecases.programs.history import ProgramHistory, read_history
from bot.views.programs.hospital import WHO_MAY, hospital_lines
from bot.views.programs.words import day_in_words
from bot.views.refs import read_number
from bot.views.review.words import answers_in_words
from bot.web.rendering import Crumb, show
from bot.web.routes import Route
from bot.web.visit import Visit

TITLE = "History"
SHOWN = 40


async def on_history(visit: Visit) -> web.StreamResponse:
    """Show the newest versions, or those before the one that the address names."""
    program = visit.program
    found = await read_history(
        visit.deps.db, workspace_id=visit.act.workspace_id, program_id=program.id, by=visit.act.by
    )
    before = read_number(visit.asked("before"))
    versions = [one for one in found.versions if before is None or one.number < before]
    home, signposts = f"/programs/{program.id}", visit.deps.content.signposts
    return await show(
        visit,
        "review/history.html",
        title=TITLE,
        crumbs=(Crumb("Overview", "/"), Crumb(program.name, home), Crumb(TITLE)),
        whom=_named(found),
        page=found,
        home=home,
        day=day_in_words,
        answers=answers_in_words,
        versions=versions[:SHOWN],
        older=_older(versions),
        is_first=before is None,
        hospital=[(one, hospital_lines(one, signposts)) for one in found.hospital],
        who_may=WHO_MAY,
    )


def _older(versions: Sequence[ProgramVersion]) -> int:
    """Give the version before which the next page begins; 0 where there is none."""
    return versions[SHOWN - 1].number if versions[SHOWN:] else 0


def _named(found: ProgramHistory) -> set[str]:
    """Who changed or signed something: managers, admins and leads, never who takes part."""
    every = (
        *(one.by for one in found.versions),
        *(one.by for one in found.hospital),
        *(one.by for one in found.signed),
    )
    return {one for one in every if one}


ROUTES = (Route("GET", "/programs/{program}/history", on_history, MANAGERS, tab=TITLE, order=85),)
