"""Pause, start again, keep going, end."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, replace
from bot.usecases.mentorships.lifecycle import end_mentorship, keep_going, pause_mentorship, resume_mentorship
from bot.views.ids import Action
from bot.views.mentorships.silence import ended, going_on, paused, resumed


def register(app: AsyncApp) -> None:
    app.action(Action.PAUSE)(listening(on_pause))
    app.action(Action.RESUME)(listening(on_resume))
    app.action(Action.KEEP_GOING)(listening(on_keep_going))
    app.action(Action.END)(listening(on_end))


async def on_pause(click: Click, deps: Deps) -> Reply:
    until = await pause_mentorship(deps.db, act=click.act, mentorship_id=click.value)
    return replace(paused(until=until, mentorship_id=click.value))


async def on_resume(click: Click, deps: Deps) -> Reply:
    await resume_mentorship(deps.db, act=click.act, mentorship_id=click.value)
    return replace(resumed())


async def on_keep_going(click: Click, deps: Deps) -> Reply:
    await keep_going(deps.db, act=click.act, mentorship_id=click.value)
    return replace(going_on())


async def on_end(click: Click, deps: Deps) -> Reply:
    was = await end_mentorship(deps.db, act=click.act, mentorship_id=click.value)
    others, goes_on = len(was.members) - 1, was.goes_on_without(click.user_id)
    return replace(ended(others=others, goes_on=goes_on))
