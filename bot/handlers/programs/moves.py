"""A program's buttons: open it, open and close sign-up, close it, put it away."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.programs.states import Step
from bot.handlers.click import Click
from bot.handlers.guard import Listener, listening
from bot.handlers.programs.planning import page_of, shown
from bot.handlers.replies import Reply
from bot.usecases.programs.moves import PlacesMissing, launch_program, open_signup, take_step
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.programs.page import STEPS
from bot.views.programs.planning import launched, places_missing


def register(app: AsyncApp) -> None:
    app.action(Action.LAUNCH)(listening(on_launch))
    app.action(Action.OPEN_SIGNUP)(listening(on_open_signup))
    app.action(Action.OPEN_ANYWAY)(listening(on_open_anyway))
    for action, step in STEPS.items():
        app.action(action)(listening(_on(step)))


async def on_launch(click: Click, deps: Deps) -> Reply:
    program = await launch_program(deps.db, act=click.act, program_id=click.value, content=deps.content)
    return _moved(click, launched(program))


async def on_open_signup(click: Click, deps: Deps) -> Reply:
    return await _opened(click, deps, anyway=False)


async def on_open_anyway(click: Click, deps: Deps) -> Reply:
    return await _opened(click, deps, anyway=True)


async def _opened(click: Click, deps: Deps, *, anyway: bool) -> Reply:
    found = await open_signup(
        deps.db, act=click.act, program_id=click.value, content=deps.content, anyway=anyway
    )
    if isinstance(found, PlacesMissing):
        return shown(click, places_missing(found.program))
    return _moved(click, launched(found))


def _on(step: Step) -> Listener:
    async def on_step(click: Click, deps: Deps) -> Reply:
        program = await take_step(deps.db, act=click.act, program_id=click.value, step=step)
        return _moved(click, await page_of(program, deps, click.now))

    on_step.__name__ = f"on_{step}"
    return on_step


def _moved(click: Click, modal: Modal) -> Reply:
    return replace(shown(click, modal), changes_home=True)
