"""Leaving a program, and coming back to one in which a place rests."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_modal, replace
from bot.usecases.joining.leaving import leave_program, read_leaving
from bot.usecases.mentorships.releasing import come_back
from bot.views.ids import Action, Callback
from bot.views.joining.leaving import has_left, leave_program_question
from bot.views.mentorships.silence import came_back, charter_first


def register(app: AsyncApp) -> None:
    app.action(Action.LEAVE_PROGRAM)(listening(on_leave_program))
    app.view(Callback.LEAVE_PROGRAM_SURE)(listening(on_leave_program_sure))
    app.action(Action.COME_BACK)(listening(on_come_back))


async def on_leave_program(click: Click, deps: Deps) -> Reply:
    found = await read_leaving(
        deps.db, workspace_id=click.workspace_id, program_id=click.value, user_id=click.user_id
    )
    asked = leave_program_question(
        found.program, others=found.others, is_asked_for=found.is_asked_for, goes_on=found.goes_on
    )
    return open_modal(asked)


async def on_leave_program_sure(click: Click, deps: Deps) -> Reply:
    left = await leave_program(deps.db, act=click.act, program_id=click.context)
    return last_page(has_left(left.program, may_return=left.may_return))


async def on_come_back(click: Click, deps: Deps) -> Reply:
    program = await come_back(deps.db, act=click.act, program_id=click.value, content=deps.content)
    return replace(came_back(program_name=program.name) if program else charter_first())
