"""Pausing oneself: chosen, confirmed, ended early."""

from datetime import date

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.pausing import FIELD, require_day
from bot.errors import NotFound
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, next_page, open_modal, replace
from bot.usecases.pausing import chosen_day, end_pause, pause_person, read_pausing
from bot.views.ids import Action, Callback, Field
from bot.views.pausing import Pausing, pause_begun, pause_changes, pause_or_leave, welcome_back


def register(app: AsyncApp) -> None:
    app.action(Action.PAUSE_OR_LEAVE)(listening(on_pause_or_leave))
    app.view(Callback.PAUSE_UNTIL)(listening(on_until_chosen))
    app.view(Callback.PAUSE_SURE)(listening(on_pause_sure))
    app.action(Action.BACK)(listening(on_back))


async def on_pause_or_leave(click: Click, deps: Deps) -> Reply:
    return open_modal(pause_or_leave(await _pausing(click, deps)))


async def on_until_chosen(click: Click, deps: Deps) -> Reply:
    pausing = await _pausing(click, deps)
    until = chosen_day(click.form.choice(Field.UNTIL), click.form.date(FIELD), days=pausing.days)
    require_day(until, today=pausing.today)
    return next_page(pause_changes(until, mentorships=pausing.mentorships))


async def on_pause_sure(click: Click, deps: Deps) -> Reply:
    paused = await pause_person(
        deps.db,
        workspace_id=click.workspace_id,
        user_id=click.user_id,
        until=_until(click.context),
        now=deps.clock(),
    )
    return last_page(pause_begun(paused.until))


def _until(context: str) -> date:
    try:
        return date.fromisoformat(context)
    except ValueError:
        raise NotFound("This form is from before an update. Type `/mentor pause` for a new one.") from None


async def on_back(click: Click, deps: Deps) -> Reply:
    await end_pause(deps.db, workspace_id=click.workspace_id, user_id=click.user_id, now=deps.clock())
    return replace(welcome_back(deps.content.lines.pause_over))


async def _pausing(click: Click, deps: Deps) -> Pausing:
    return await read_pausing(
        deps.db,
        workspace_id=click.workspace_id,
        user_id=click.user_id,
        content=deps.content,
        now=deps.clock(),
    )
