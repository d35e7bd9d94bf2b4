"""A mentor's answer: happy to, or not this time."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, replace
from bot.usecases.matching.mentor_answers import answer_request
from bot.views.ids import Action
from bot.views.matching.mentor_answers import said_no, said_yes


def register(app: AsyncApp) -> None:
    app.action(Action.MENTOR_YES)(listening(on_happy_to))
    app.action(Action.MENTOR_NO)(listening(on_not_this_time))


async def on_happy_to(click: Click, deps: Deps) -> Reply:
    await _answer(click, deps, yes=True)
    return replace(said_yes())


async def on_not_this_time(click: Click, deps: Deps) -> Reply:
    await _answer(click, deps, yes=False)
    return replace(said_no())


async def _answer(click: Click, deps: Deps, *, yes: bool) -> None:
    await answer_request(
        deps.db, act=click.act, mentorship_id=click.value, yes=yes, content=deps.content, new_id=deps.new_id
    )
