"""A program's managers confirm who has which staff number."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_then_fill, update_modal
from bot.usecases.directory.staff_numbers import confirm_number, read_numbers, refuse_number
from bot.views.directory.staff_numbers import TITLE, numbers_page
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.refs import StaffNumberRef


def register(app: AsyncApp) -> None:
    app.action(Action.STAFF_NUMBERS)(listening(on_numbers))
    app.action(Action.STAFF_NUMBER_CONFIRM)(listening(on_confirmed))
    app.action(Action.STAFF_NUMBER_REFUSE)(listening(on_refused))


async def on_numbers(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        waiting = await read_numbers(deps.db, act=click.act, program_id=click.value)
        return numbers_page(waiting)

    return open_then_fill(TITLE, build)


async def on_confirmed(click: Click, deps: Deps) -> Reply:
    ref = StaffNumberRef.parse(click.value)
    waiting = await confirm_number(
        deps.db, act=click.act, program_id=ref.program_id, user_id=ref.user_id, number=ref.number
    )
    return replace(update_modal(numbers_page(waiting)), changes_home=True)


async def on_refused(click: Click, deps: Deps) -> Reply:
    ref = StaffNumberRef.parse(click.value)
    waiting = await refuse_number(
        deps.db, act=click.act, program_id=ref.program_id, user_id=ref.user_id, number=ref.number
    )
    return replace(update_modal(numbers_page(waiting)), changes_home=True)
