"""When the app is taken out of a workspace."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

TakenOut = Callable[[str, datetime], Awaitable[None]]


def listen_for_uninstalls(app: AsyncApp, *, taken_out: TakenOut) -> None:
    """`taken_out` is given the workspace's id, and when it happened by Slack's clock."""

    async def on_app_uninstalled(body: dict[str, Any]) -> None:
        await taken_out(body["team_id"], _happened_at(body))

    async def on_tokens_revoked(body: dict[str, Any]) -> None:
        """A person's own token is none of ours; without the bot's, the app is out."""
        if body["event"].get("tokens", {}).get("bot"):
            await taken_out(body["team_id"], _happened_at(body))

    app.event("app_uninstalled")(on_app_uninstalled)
    app.event("tokens_revoked")(on_tokens_revoked)


def _happened_at(body: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(body["event_time"], UTC)
