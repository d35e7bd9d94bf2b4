"""A day of one's own roster: looked at beside what the roster says, and put right in one tap."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_then_fill, update_modal
from bot.usecases.rosters.correcting import put_day_right, read_day
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.refs import DayIsRef, DayRef
from bot.views.rosters.days import TITLE, day_form
from bot.views.rosters.rosters import roster_page


def register(app: AsyncApp) -> None:
    app.action(Action.ROSTER_DAY)(listening(on_day))
    app.action(Action.ROSTER_DAY_IS)(listening(on_day_is))


async def on_day(click: Click, deps: Deps) -> Reply:
    day = DayRef.parse(click.value).on

    async def build() -> Modal:
        return day_form(
            await read_day(deps.db, act=click.act, day=day, feeds=deps.feeds, content=deps.content)
        )

    return open_then_fill(TITLE, build)


async def on_day_is(click: Click, deps: Deps) -> Reply:
    ref = DayIsRef.parse(click.value)
    page = await put_day_right(deps.db, act=click.act, day=ref.on, work=ref.work, content=deps.content)
    return update_modal(roster_page(page, lines=deps.content.lines))
