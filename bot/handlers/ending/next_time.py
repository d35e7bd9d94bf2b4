"""The answer to whether somebody would mentor the next time, and taking it back."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, replace
from bot.usecases.ending.next_time import say_yes, take_back
from bot.views.ending.next_time import said_no, said_yes
from bot.views.ids import Action


def register(app: AsyncApp) -> None:
    app.action(Action.NEXT_TIME)(listening(on_yes))
    app.action(Action.NEXT_TIME_NO)(listening(on_no))


async def on_yes(click: Click, deps: Deps) -> Reply:
    return replace(said_yes(await say_yes(deps.db, act=click.act, program_id=click.value)))


async def on_no(click: Click, deps: Deps) -> Reply:
    await take_back(deps.db, act=click.act, program_id=click.value)
    return replace(said_no())
