"""When the app is taken out of a workspace."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.slack.installations import Installations


def forget_when_uninstalled(
    app: AsyncApp, installations: Installations, *, delete: Callable[[str], Awaitable[None]]
) -> None:
    """`delete` takes away everything kept for a workspace, by its id."""

    async def on_tokens_revoked(body: dict[str, Any]) -> None:
        installations.forget(body["team_id"])

    async def on_app_uninstalled(body: dict[str, Any]) -> None:
        await delete(body["team_id"])
        installations.forget(body["team_id"])

    app.event("tokens_revoked")(on_tokens_revoked)
    app.event("app_uninstalled")(on_app_uninstalled)
