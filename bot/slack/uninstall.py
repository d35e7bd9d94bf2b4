"""When the app is taken out of a workspace, or its token is revoked."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltContext

NOT_SETTLED = 503


class TakenOut(Protocol):
    """Follows an uninstall; False asks Slack to tell of it again."""

    async def __call__(self, workspace_id: str, happened_at: datetime, *, by_token: bool) -> bool:
        """`happened_at` is by Slack's clock; `by_token` where it says that a bot's token was revoked."""


def listen_for_uninstalls(app: AsyncApp, *, taken_out: TakenOut) -> None:
    """The two events come in either order, late, twice, or not at all."""

    async def on_app_uninstalled(body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        return _answer(await taken_out(context.team_id or "", _happened_at(body), by_token=False))

    async def on_tokens_revoked(body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """A person's own token is none of ours."""
        if not (body["event"].get("tokens") or {}).get("bot"):
            return _answer(True)
        return _answer(await taken_out(context.team_id or "", _happened_at(body), by_token=True))

    app.event("app_uninstalled")(on_app_uninstalled)
    app.event("tokens_revoked")(on_tokens_revoked)


def _answer(is_settled: bool) -> BoltResponse:
    return BoltResponse(status=200 if is_settled else NOT_SETTLED, body="")


def _happened_at(body: Mapping[str, Any]) -> datetime:
    return datetime.fromtimestamp(body["event_time"], UTC)
