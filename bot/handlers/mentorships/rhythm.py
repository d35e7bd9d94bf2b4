"""How often: opened, chosen, or left as it is."""

from dataclasses import replace as with_changes

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_modal, replace
from bot.usecases.mentorships.rhythm import change_rhythm, read_rhythms
from bot.views.ids import Action
from bot.views.mentorships.rhythm import rhythm_changed, rhythm_kept, rhythm_list, rhythm_page
from bot.views.refs import RhythmRef


def register(app: AsyncApp) -> None:
    app.action(Action.RHYTHM)(listening(on_rhythm))
    app.action(Action.RHYTHM_SET)(listening(on_rhythm_chosen))
    app.action(Action.RHYTHM_KEEP)(listening(on_rhythm_kept))


async def on_rhythm(click: Click, deps: Deps) -> Reply:
    """Of the mentorship a button names, of the only one, or a list of them."""
    choices = await read_rhythms(deps.db, act=click.act, mentorship_id=click.value, content=deps.content)
    if len(choices) == 1:
        return open_modal(rhythm_page(choices[0], user_id=click.user_id))
    return open_modal(rhythm_list(choices, user_id=click.user_id))


COMMANDS = (Command(Slash.MENTOR, "change", does="how often you talk", order=40, listener=on_rhythm),)


async def on_rhythm_chosen(click: Click, deps: Deps) -> Reply:
    ref = RhythmRef.parse(click.value)
    changed = await change_rhythm(
        deps.db, act=click.act, mentorship_id=ref.mentorship_id, weeks=ref.weeks, content=deps.content
    )
    said = rhythm_changed(every_weeks=changed.every_weeks, asks_on=changed.asks_on)
    return with_changes(replace(said), changes_home=True)


async def on_rhythm_kept(click: Click, deps: Deps) -> Reply:
    """Nothing is kept of it."""
    return replace(rhythm_kept())
