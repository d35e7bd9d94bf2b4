"""Pause, start again, keep going, end."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.mentorships.mentorships import MentorshipState
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.mentorships.forms import done, opened_by
from bot.handlers.replies import Reply, open_modal, replace
from bot.usecases.availability.pausing import chosen_day
from bot.usecases.mentorships.lifecycle import end_mentorship, keep_going, read_current
from bot.usecases.mentorships.pausing import pause_mentorship, read_pause, resume_mentorship
from bot.views.ids import Action, Callback, Field
from bot.views.mentorships.pausing import TITLE as PAUSE_TITLE
from bot.views.mentorships.pausing import pause_form, paused, resumed
from bot.views.mentorships.silence import END_TITLE, end_form, ended, going_on
from bot.views.refs import OpenedRef


def register(app: AsyncApp) -> None:
    app.action(Action.PAUSE)(listening(on_pause))
    app.view(Callback.PAUSE_FORM)(listening(on_pause_chosen))
    app.action(Action.RESUME)(listening(on_resume))
    app.action(Action.KEEP_GOING)(listening(on_keep_going))
    app.action(Action.END)(listening(on_end))
    app.view(Callback.END_SURE)(listening(on_end_sure))


async def on_pause(click: Click, deps: Deps) -> Reply:
    asked = await read_pause(deps.db, act=click.act, mentorship_id=click.value)
    others = asked.mentorship.others(click.user_id)
    return open_modal(pause_form(others=others, opened=opened_by(click), until=asked.until))


async def on_pause_chosen(click: Click, deps: Deps) -> Reply:
    day = chosen_day(None, click.form.date(Field.PAUSE_DATE), days={})
    opened = OpenedRef.parse(click.context)
    until = await pause_mentorship(deps.db, act=click.act, mentorship_id=opened.mentorship_id, until=day)
    said = paused(until=until, today=click.now.date(), mentorship_id=opened.mentorship_id)
    return done(said, deps, title=PAUSE_TITLE, opened=opened)


async def on_resume(click: Click, deps: Deps) -> Reply:
    await resume_mentorship(deps.db, act=click.act, mentorship_id=click.value, content=deps.content)
    return replace(resumed())


async def on_keep_going(click: Click, deps: Deps) -> Reply:
    await keep_going(deps.db, act=click.act, mentorship_id=click.value)
    return replace(going_on())


async def on_end(click: Click, deps: Deps) -> Reply:
    mine = await read_current(deps.db, act=click.act, mentorship_id=click.value)
    asks = end_form(
        others=mine.others(click.user_id),
        opened=opened_by(click),
        is_introduced=mine.state is not MentorshipState.APPROVED,
        goes_on=mine.goes_on_without(click.user_id),
    )
    return open_modal(asks)


async def on_end_sure(click: Click, deps: Deps) -> Reply:
    opened = OpenedRef.parse(click.context)
    was = await end_mentorship(deps.db, act=click.act, mentorship_id=opened.mentorship_id)
    others, goes_on = len(was.members) - 1, was.goes_on_without(click.user_id)
    return done(ended(others=others, goes_on=goes_on), deps, title=END_TITLE, opened=opened)
