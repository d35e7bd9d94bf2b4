"""What is private: live scopes, and what managers see about whoever asks."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_then_fill
from bot.usecases.privacy import read_seen_by_managers
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.privacy import privacy_page


def register(app: AsyncApp) -> None:
    app.action(Action.PRIVACY)(listening(on_privacy))


async def on_privacy(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        scopes = await deps.slack.granted_scopes(click.workspace_id)
        seen = await read_seen_by_managers(
            deps.db,
            workspace_id=click.workspace_id,
            user_id=click.user_id,
            content=deps.content,
            now=deps.clock(),
        )
        return privacy_page(scopes=sorted(scopes), seen=seen)

    return open_then_fill("What is private", build)
