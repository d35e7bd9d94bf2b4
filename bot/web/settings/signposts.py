"""Where people turn when they need help: filled in for every program here, or for this one."""

from collections.abc import Mapping

from aiohttp import web

from bot.domain.signing_in.standing import MANAGERS
from bot.errors import InvalidInput
from bot.usecases.programs.forms import one_line
from bot.usecases.programs.planning import ProgramSetUp, save_signposts
from bot.views.ids import Field
from bot.views.programs.planning import FOR_PROGRAM, FOR_WORKSPACE, SCOPES
from bot.web.rendering import go, show
from bot.web.routes import Route
from bot.web.settings.sections import crumbs_of, read_set_up
from bot.web.visit import Visit

TITLE = "Where to turn"
PAGE = "/programs/{program}/settings/signposts"
LONGEST = 300
TOO_LONG = f"Write up to {LONGEST} characters."


async def on_signposts(visit: Visit) -> web.StreamResponse:
    set_up = await read_set_up(visit)
    scope = FOR_PROGRAM if set_up.program.signposts else FOR_WORKSPACE
    return await _show(visit, set_up, set_up.signposts, scope)


async def on_saved(visit: Visit) -> web.StreamResponse:
    answers = {key: one_line(visit.sent.text(key)) for key in visit.deps.content.signposts}
    scope = visit.sent.text(Field.SCOPE)
    try:
        _require_short(answers)
        await save_signposts(
            visit.deps.db,
            act=visit.act,
            program_id=visit.program.id,
            answers=answers,
            for_program_only=scope == FOR_PROGRAM,
            is_admin=visit.is_admin,
            content=visit.deps.content,
        )
    except InvalidInput as problem:
        return await _show(visit, await read_set_up(visit), answers, scope, wrong=problem.fields, status=422)
    raise go(visit, f"/programs/{visit.program.id}/settings", done="signposts")


def _require_short(answers: Mapping[str, str]) -> None:
    """A card has room for no more."""
    if wrong := {key: TOO_LONG for key, text in answers.items() if len(text) > LONGEST}:
        raise InvalidInput(wrong)


async def _show(
    visit: Visit,
    set_up: ProgramSetUp,
    typed: Mapping[str, str],
    scope: str,
    *,
    wrong: Mapping[str, str] | None = None,
    status: int = 200,
) -> web.StreamResponse:
    signposts = visit.deps.content.signposts.values()
    return await show(
        visit,
        "settings/signposts.html",
        title=TITLE,
        crumbs=crumbs_of(visit, TITLE),
        status=status,
        fields=[(one.id, one.label, one.help, typed.get(one.id, "")) for one in signposts],
        scopes=[*SCOPES.items()],
        scope=scope,
        wrong=wrong or {},
        longest=LONGEST,
        home=f"/programs/{set_up.program.id}/settings",
    )


ROUTES = (Route("GET", PAGE, on_signposts, MANAGERS), Route("POST", PAGE, on_saved, MANAGERS))
