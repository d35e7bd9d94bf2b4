"""The summary that is posted by itself: its form, and stopping it."""

from datetime import date

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.managing.schedules import Every
from bot.errors import InvalidInput
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_modal, replace
from bot.usecases.managing.summary_schedule import read_schedule, save_schedule, stop_schedule
from bot.views.ids import Action, Callback, Field
from bot.views.managing.schedule import schedule_form, schedule_saved, schedule_stopped


def register(app: AsyncApp) -> None:
    app.action(Action.SUMMARY_SCHEDULE)(listening(on_schedule))
    app.view(Callback.SUMMARY_SCHEDULE)(listening(on_submitted))
    app.action(Action.SUMMARY_STOP)(listening(on_stop))


async def on_schedule(click: Click, deps: Deps) -> Reply:
    shown = await read_schedule(deps.db, act=click.act, program_id=click.value, content=deps.content)
    return open_modal(schedule_form(shown))


async def on_submitted(click: Click, deps: Deps) -> Reply:
    saved = await save_schedule(
        deps.db,
        act=click.act,
        program_id=click.context,
        channel_id=click.form.conversation(Field.CHANNEL) or "",
        every=_every(click.form.choice(Field.HOW_OFTEN)),
        starts_on=_day(click.form.date(Field.POST_ON)),
    )
    return last_page(schedule_saved(saved.schedule, stood=saved.stood))


async def on_stop(click: Click, deps: Deps) -> Reply:
    program, was_on = await stop_schedule(deps.db, act=click.act, program_id=click.value)
    return replace(schedule_stopped(program, was_on=was_on))


def _every(chosen: str | None) -> Every:
    if chosen not in frozenset(Every):
        raise InvalidInput({Field.HOW_OFTEN: "Choose how often."})
    return Every(chosen)


def _day(chosen: str | None) -> date | None:
    try:
        return date.fromisoformat(chosen or "")
    except ValueError:
        return None
