"""A program's way through its states: opened, closed to newcomers, ended and put away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState, Step
from bot.domain.signing_in.standing import MANAGERS
from bot.errors import NotFound
from bot.usecases.programs.moves import PlacesMissing, launch_program, open_signup, take_step
from bot.usecases.programs.thanking import is_anybody_thanked
from bot.views.ids import Action
from bot.views.programs.page import NEXT, PAGE_BUTTONS, STEPS, Group, warning_in_words
from bot.views.programs.planning import NOT_ENOUGH, WHAT_A_PLACE_IS, places_missing_in_words
from bot.web.rendering import go, show
from bot.web.routes import Route
from bot.web.settings.sections import crumbs_of, read_set_up
from bot.web.visit import Visit

LAUNCH = "launch"
NO_SUCH = "There's no such step. Settings shows what you can do with the program now."
ABOUT: Mapping[str, str] = {
    LAUNCH: "People can join. Opening it writes to no one",
    Step.OPEN_SIGNUP: "Mentees can join too",
}
KEYS: Mapping[Action, str] = {
    Action.LAUNCH: LAUNCH,
    Action.OPEN_SIGNUP: Step.OPEN_SIGNUP,
    **{action: str(step) for action, step in STEPS.items()},
}
OPENED = frozenset({ProgramState.RECRUITING, ProgramState.ENROLLING})


@dataclass(frozen=True, slots=True)
class Move:
    """A thing to do with a program; `warning` is said before what can't be taken back."""

    key: str
    label: str
    about: str
    warning: str = ""


def moves_of(program: Program, *, is_thanking: bool = False) -> Sequence[Move]:
    """List what fits its state now. `is_thanking`: closing would write to people."""
    forward = [
        Move(KEYS[action], label, ABOUT[KEYS[action]]) for label, action, fits in NEXT if fits(program)
    ]
    ending = [
        Move(KEYS[one.action], one.label, one.about, warning_in_words(one, is_thanking=is_thanking))
        for one in PAGE_BUTTONS
        if one.group is Group.END and one.fits(program)
    ]
    return [*forward, *ending]


async def on_move(visit: Visit) -> web.StreamResponse:
    """Ask first, in the words that Slack asks with."""
    program = (await read_set_up(visit)).program
    is_thanking = await is_anybody_thanked(visit.deps.db, program)
    found = {one.key: one for one in moves_of(program, is_thanking=is_thanking)}
    move = found.get(visit.part("step"))
    if move is None:
        raise NotFound(NO_SUCH)
    return await show(
        visit,
        "settings/move.html",
        title=move.label,
        crumbs=crumbs_of(visit, move.label),
        move=move,
        home=f"/programs/{program.id}/settings",
    )


async def on_moved(visit: Visit) -> web.StreamResponse:
    key, program = visit.part("step"), visit.program
    if key not in KEYS.values():
        raise NotFound(NO_SUCH)
    if not _is_there(program, key):
        missing = await _take(visit, key)
        if missing:
            return await show(
                visit,
                "settings/places.html",
                title=NOT_ENOUGH,
                crumbs=crumbs_of(visit, NOT_ENOUGH),
                status=409,
                sentence=places_missing_in_words(missing.program),
                what_a_place_is=WHAT_A_PLACE_IS,
                home=f"/programs/{program.id}/settings",
            )
    raise go(visit, f"/programs/{program.id}/settings", done=key)


async def _take(visit: Visit, key: str) -> PlacesMissing | None:
    deps, act, program_id = visit.deps, visit.act, visit.program.id
    if key == LAUNCH:
        await launch_program(deps.db, act=act, program_id=program_id, content=deps.content)
    elif key == Step.OPEN_SIGNUP:
        anyway = visit.sent.text("anyway") == "yes"
        found = await open_signup(
            deps.db, act=act, program_id=program_id, content=deps.content, anyway=anyway
        )
        return found if isinstance(found, PlacesMissing) else None
    else:
        await take_step(deps.db, act=act, program_id=program_id, step=Step(key))
    return None


def _is_there(program: Program, key: str) -> bool:
    """Whether the same form, sent twice, has done it before."""
    if key == LAUNCH:
        return program.state in OPENED
    return program.state is Step(key).after


ROUTES = (
    Route("GET", "/programs/{program}/settings/steps/{step}", on_move, MANAGERS),
    Route("POST", "/programs/{program}/settings/steps/{step}", on_moved, MANAGERS),
)
