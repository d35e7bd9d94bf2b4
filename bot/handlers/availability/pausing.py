"""Pausing oneself: chosen, confirmed, ended early."""

from datetime import date

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.pausing import require_day
from bot.errors import NotFound
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, next_page, open_modal, replace
from bot.usecases.availability.pausing import chosen_day, end_pause, pause_person, read_pausing
from bot.views.availability.pausing import (
    Pausing,
    leave_until,
    pause_begun,
    pause_changes,
    pause_or_leave,
    welcome_back,
)
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal


def register(app: AsyncApp) -> None:
    app.action(Action.PAUSE_OR_LEAVE)(listening(on_pause_or_leave))
    app.view(Callback.PAUSE_UNTIL)(listening(on_until_chosen))
    app.view(Callback.PAUSE_SURE)(listening(on_pause_sure))
    app.action(Action.LEAVE_UNTIL)(listening(on_leave_until))
    app.view(Callback.LEAVE_UNTIL)(listening(on_leave_chosen))
    app.action(Action.BACK)(listening(on_back))


async def on_pause_or_leave(click: Click, deps: Deps) -> Reply:
    return open_modal(pause_or_leave(await _pausing(click, deps)))


COMMANDS = (
    Command(Slash.MENTOR, "pause", does="pause messages until a day", order=60, listener=on_pause_or_leave),
    Command(Slash.MENTOR, "leave", does="leave a program, or withdraw", order=70, listener=on_pause_or_leave),
)


async def on_until_chosen(click: Click, deps: Deps) -> Reply:
    pausing = await _pausing(click, deps)
    until = chosen_day(click.form.choice(Field.UNTIL), click.form.date(Field.PAUSE_DATE), days=pausing.days)
    require_day(until, today=pausing.today)
    return next_page(pause_changes(until, mentorships=pausing.mentorships, today=pausing.today))


async def on_pause_sure(click: Click, deps: Deps) -> Reply:
    return last_page(await _pause(click, deps, _until(click.context)))


async def on_leave_until(click: Click, deps: Deps) -> Reply:
    return open_modal(leave_until(await _pausing(click, deps)))


async def on_leave_chosen(click: Click, deps: Deps) -> Reply:
    return last_page(await _pause(click, deps, chosen_day(None, click.form.date(Field.PAUSE_DATE), days={})))


async def _pause(click: Click, deps: Deps, until: date) -> Modal:
    paused = await pause_person(deps.db, act=click.act, until=until)
    return pause_begun(paused.until, today=paused.today)


def _until(context: str) -> date:
    try:
        return date.fromisoformat(context)
    except ValueError:
        raise NotFound("This form is from before an update. Type `/mentor pause` for a new one.") from None


async def on_back(click: Click, deps: Deps) -> Reply:
    await end_pause(deps.db, act=click.act, content=deps.content)
    return replace(welcome_back(deps.content.lines.pause_over))


async def _pausing(click: Click, deps: Deps) -> Pausing:
    return await read_pausing(deps.db, act=click.act, content=deps.content)
