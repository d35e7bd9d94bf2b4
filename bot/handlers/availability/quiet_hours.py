"""Quiet hours of one's own: opened from Home, and saved."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.joining.joining import JoinAnswers
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_modal
from bot.usecases.availability.quiet_hours import read_quiet_hours, save_quiet_hours
from bot.views.availability.quiet_hours import quiet_hours_page, quiet_hours_saved
from bot.views.ids import Action, Callback, Field


def register(app: AsyncApp) -> None:
    app.action(Action.QUIET_HOURS)(listening(on_quiet_hours))
    app.view(Callback.QUIET_HOURS)(listening(on_quiet_hours_chosen))


async def on_quiet_hours(click: Click, deps: Deps) -> Reply:
    hours = await read_quiet_hours(deps.db, act=click.act, content=deps.content)
    return open_modal(quiet_hours_page(hours))


async def on_quiet_hours_chosen(click: Click, deps: Deps) -> Reply:
    form = click.form
    chosen = JoinAnswers(quiet_from=form.time(Field.QUIET_FROM), quiet_until=form.time(Field.QUIET_UNTIL))
    hours = await save_quiet_hours(
        deps.db,
        act=click.act,
        answers=chosen,
        long_recovery=bool(form.choices(Field.LONG_RECOVERY)),
        content=deps.content,
    )
    return last_page(quiet_hours_saved(hours.when))
