"""The briefing: opened where one left off, turned page by page."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, next_page, open_modal
from bot.usecases.joining.briefing import note_page_read, open_briefing
from bot.views.ids import Action, Callback
from bot.views.joining.briefing import briefing_done, briefing_page
from bot.views.refs import BriefingRef


def register(app: AsyncApp) -> None:
    app.action(Action.BRIEFING)(listening(on_briefing))
    app.view(Callback.BRIEFING)(listening(on_page_read))


async def on_briefing(click: Click, deps: Deps) -> Reply:
    page = await open_briefing(
        deps.db, workspace_id=click.workspace_id, user_id=click.user_id, content=deps.content
    )
    return open_modal(briefing_page(page, content=deps.content))


COMMANDS = (
    Command(
        Slash.MENTOR, "briefing", does="what to know before you are matched", order=90, listener=on_briefing
    ),
)


async def on_page_read(click: Click, deps: Deps) -> Reply:
    ref = BriefingRef.parse(click.context)
    following = await note_page_read(
        deps.db, act=click.act, briefing_id=ref.briefing_id, page=ref.page, content=deps.content
    )
    return (
        next_page(briefing_page(following, content=deps.content)) if following else last_page(briefing_done())
    )
