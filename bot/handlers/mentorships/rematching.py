"""Asking for another match, or saying that this one fits."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, replace
from bot.usecases.mentorships.rematching import ask_for_another
from bot.views.ids import Action
from bot.views.mentorships.rematching import match_fits, rematch_asked


def register(app: AsyncApp) -> None:
    app.action(Action.ANOTHER_MATCH)(listening(on_another_match))
    app.action(Action.MATCH_FITS)(listening(on_it_fits))


async def on_another_match(click: Click, deps: Deps) -> Reply:
    was = await ask_for_another(deps.db, act=click.act, mentorship_id=click.value)
    return replace(rematch_asked(mentors=was.mentor_to_ask == click.user_id))


async def on_it_fits(click: Click, deps: Deps) -> Reply:
    """Nothing is kept of it."""
    return replace(match_fits())
