"""Thanks at the end: a line is chosen, and the message changes into what came of it."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_modal, update_modal
from bot.usecases.ending.thanks import read_whom_to_thank, tell_thanks
from bot.views.ending.thanks import thanks_page, thanks_sent
from bot.views.ids import Action
from bot.views.refs import ThanksRef


def register(app: AsyncApp) -> None:
    app.action(Action.THANKS)(listening(on_thanks))
    app.action(Action.THANK)(listening(on_line_chosen))


async def on_thanks(click: Click, deps: Deps) -> Reply:
    others = await read_whom_to_thank(deps.db, act=click.act, mentorship_id=click.value, content=deps.content)
    lines = deps.content.lines.thanks
    return open_modal(thanks_page(mentorship_id=click.value, others=others, lines=lines))


async def on_line_chosen(click: Click, deps: Deps) -> Reply:
    ref = ThanksRef.parse(click.value)
    others, is_new = await tell_thanks(
        deps.db, act=click.act, mentorship_id=ref.mentorship_id, line=ref.line, content=deps.content
    )
    return replace(update_modal(thanks_sent(others, is_new=is_new)), changes_home=True)
