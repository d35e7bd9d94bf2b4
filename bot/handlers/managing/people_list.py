"""The people of a program, for its managers: opened, filtered, turned."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.programs.which import about_one_program
from bot.handlers.replies import Reply, next_page, update_modal
from bot.usecases.matching.set_aside import set_aside
from bot.usecases.privacy.visible_to_managers import read_people
from bot.views.ids import Action, Callback
from bot.views.managing.people_list import TITLE, choose_program, hold_form, people_list
from bot.views.message import Modal
from bot.views.refs import PeopleRef, PersonRef


def register(app: AsyncApp) -> None:
    app.action(Action.PEOPLE)(listening(on_people))
    app.action(Action.PEOPLE_SHOW)(listening(on_turned))
    app.action(Action.PEOPLE_PAGE)(listening(on_turned))
    app.action(Action.SET_ASIDE)(listening(on_set_aside))
    app.view(Callback.SET_ASIDE)(listening(on_sure))
    app.action(Action.SET_ASIDE_END)(listening(on_matched_again))


async def on_people(click: Click, deps: Deps) -> Reply:
    async def page(program_id: str) -> Modal:
        return await _list(click, deps, PeopleRef(program_id))

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
    return update_modal(await _list(click, deps, PeopleRef.parse(click.value)))


async def on_set_aside(click: Click, deps: Deps) -> Reply:
    """What it does is said first."""
    return update_modal(hold_form(PersonRef.parse(click.value)))


async def on_sure(click: Click, deps: Deps) -> Reply:
    ref = PersonRef.parse(click.context)
    await _set_aside(click, deps, ref, is_aside=True)
    return next_page(await _list(click, deps, ref))


async def on_matched_again(click: Click, deps: Deps) -> Reply:
    ref = PersonRef.parse(click.value)
    await _set_aside(click, deps, ref, is_aside=False)
    return update_modal(await _list(click, deps, ref))


async def _set_aside(click: Click, deps: Deps, ref: PersonRef, *, is_aside: bool) -> None:
    await set_aside(
        deps.db,
        workspace_id=click.workspace_id,
        program_id=ref.program_id,
        user_id=ref.user_id,
        by=click.user_id,
        is_aside=is_aside,
    )


async def _list(click: Click, deps: Deps, ref: PeopleRef) -> Modal:
    people = await read_people(deps.db, act=click.act, program_id=ref.program_id, show=ref.show)
    return people_list(people, lists=deps.content.people, page=ref.page)
