"""Asking for a new match."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.mentorships.forms import done, opened_by
from bot.handlers.replies import Reply, open_modal
from bot.usecases.mentorships.lifecycle import read_current
from bot.usecases.mentorships.rematching import ask_for_another
from bot.views.ids import Action, Callback
from bot.views.mentorships.rematching import TITLE, new_match_form, rematch_asked
from bot.views.refs import OpenedRef


def register(app: AsyncApp) -> None:
    app.action(Action.ANOTHER_MATCH)(listening(on_new_match))
    app.view(Callback.NEW_MATCH_SURE)(listening(on_new_match_sure))


async def on_new_match(click: Click, deps: Deps) -> Reply:
    mine = await read_current(deps.db, act=click.act, mentorship_id=click.value)
    others, mentors = mine.others(click.user_id), mine.mentor_to_ask == click.user_id
    return open_modal(new_match_form(others=others, opened=opened_by(click), mentors=mentors))


async def on_new_match_sure(click: Click, deps: Deps) -> Reply:
    opened = OpenedRef.parse(click.context)
    was = await ask_for_another(deps.db, act=click.act, mentorship_id=opened.mentorship_id)
    asked = rematch_asked(mentors=was.mentor_to_ask == click.user_id)
    return done(asked, deps, title=TITLE, opened=opened)
