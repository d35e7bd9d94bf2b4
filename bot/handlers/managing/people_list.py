"""The people of a program, for its managers: opened, filtered, turned."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.privacy.visible_to_managers import Show
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.programs.which import about_one_program
from bot.handlers.replies import Reply, update_modal
from bot.usecases.matching.held_back import hold_person
from bot.usecases.privacy.visible_to_managers import read_people
from bot.views.ids import Action
from bot.views.managing.people_list import TITLE, choose_program, people_list
from bot.views.message import Modal

MOST_DIGITS = 6


def register(app: AsyncApp) -> None:
    app.action(Action.PEOPLE)(listening(on_people))
    app.action(Action.PEOPLE_SHOW)(listening(on_turned))
    app.action(Action.PEOPLE_PAGE)(listening(on_turned))
    app.action(Action.HOLD)(listening(on_hold))
    app.action(Action.END_HOLD)(listening(on_hold_over))


async def on_people(click: Click, deps: Deps) -> Reply:
    async def page(program_id: str) -> Modal:
        return await _list(click, deps, program_id, Show.ALL, 0)

    return about_one_program(click, deps, title=TITLE, choose=choose_program, page=page)


COMMANDS = (
    Command(
        Slash.MENTORING,
        "people",
        does="who takes part, by name, and how it goes",
        order=50,
        listener=on_people,
    ),
)


async def on_turned(click: Click, deps: Deps) -> Reply:
    """Another page, or another filter."""
    return update_modal(await _list(click, deps, *read_list_ref(click.value)))


async def on_hold(click: Click, deps: Deps) -> Reply:
    return await _hold(click, deps, on_hold=True)


async def on_hold_over(click: Click, deps: Deps) -> Reply:
    return await _hold(click, deps, on_hold=False)


async def _hold(click: Click, deps: Deps, *, on_hold: bool) -> Reply:
    program_id, show, page = read_list_ref(click.value)
    await hold_person(
        deps.db,
        workspace_id=click.workspace_id,
        program_id=program_id,
        user_id=click.value.rpartition(":")[2],
        by=click.user_id,
        on_hold=on_hold,
    )
    return update_modal(await _list(click, deps, program_id, show, page))


def read_list_ref(value: str) -> tuple[str, Show, int]:
    """A program, a filter and a page; what is no filter shows everybody, what is no number the first page."""
    program_id, show, page, *_ = [*value.split(":"), "", "", ""]
    number = int(page) if page.isdecimal() and len(page) <= MOST_DIGITS else 0
    return program_id, Show(show) if show in frozenset(Show) else Show.ALL, number


async def _list(click: Click, deps: Deps, program_id: str, show: Show, page: int) -> Modal:
    people = await read_people(
        deps.db,
        workspace_id=click.workspace_id,
        program_id=program_id,
        by=click.user_id,
        show=show,
        now=click.now,
    )
    return people_list(people, page=page)
