"""Somebody changed in Slack: their time zone, or whether they are still there."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import hearing
from bot.usecases.directory.slack_people import update_person


def register(app: AsyncApp) -> None:
    app.event("user_change")(hearing(on_person_changed))


async def on_person_changed(click: Click, deps: Deps) -> None:
    await update_person(
        deps.db,
        workspace_id=click.workspace_id,
        user_id=click.user_id,
        tz=click.changed.get("tz") or "",
        has_left=bool(click.changed.get("deleted")),
        now=click.now,
    )
