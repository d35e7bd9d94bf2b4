"""Begin a hold with a form, opened by command or button, and end it with one tap."""

from dataclasses import replace as changed
from datetime import date

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.errors import InvalidInput
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.programs.which import about_one_program
from bot.handlers.replies import Reply, last_page, update_modal
from bot.usecases.managing.holds import begin_hold, end_hold, read_holds
from bot.views.ids import Action, Callback, Field
from bot.views.managing.holds import TITLE, choose_program, holds_page
from bot.views.message import Modal
from bot.views.refs import HoldRef


def register(app: AsyncApp) -> None:
    app.action(Action.HOLDS)(listening(on_holds))
    app.action(Action.HOLD_END)(listening(on_end))
    app.view(Callback.HOLD)(listening(on_hold_chosen))


async def on_holds(click: Click, deps: Deps) -> Reply:
    async def page(program_id: str) -> Modal:
        return await _page(click, deps, program_id)

    return about_one_program(click, deps, title=TITLE, choose=choose_program, page=page)


COMMANDS = (
    Command(
        Slash.MENTORING,
        "hold",
        does="hold messages to a ward, a site or everyone until a day",
        order=60,
        listener=on_holds,
    ),
)


async def on_hold_chosen(click: Click, deps: Deps) -> Reply:
    program = await begin_hold(
        deps.db,
        act=click.act,
        program_id=click.context,
        choice=click.form.choice(Field.WHERE),
        until=_day(click.form.date(Field.HELD_UNTIL)),
        new_id=deps.new_id,
    )
    return last_page(await _page(click, deps, program.id))


def _day(typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise InvalidInput({Field.HELD_UNTIL: "Choose a day."}) from None


async def on_end(click: Click, deps: Deps) -> Reply:
    ref = HoldRef.parse(click.value)
    await end_hold(deps.db, act=click.act, program_id=ref.program_id, hold_id=ref.hold_id)
    if click.view_type != "modal":
        return Reply(changes_home=True)
    return changed(update_modal(await _page(click, deps, ref.program_id)), changes_home=True)


async def _page(click: Click, deps: Deps, program_id: str) -> Modal:
    page = await read_holds(deps.db, act=click.act, program_id=program_id, content=deps.content)
    return holds_page(page)
