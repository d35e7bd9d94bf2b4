"""When the app is taken out of a workspace, or its token is revoked."""

import asyncio
from collections.abc import Coroutine, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.background import Background

NOT_SETTLED = 503
# Slack wants its answer soon, and is asked about the token meanwhile. What takes longer goes on beside.
SETTLED_WITHIN = timedelta(milliseconds=700)


class TakenOut(Protocol):
    """Follows an uninstall; False asks Slack to tell of it again."""

    def __call__(
        self, workspace_id: str, happened_at: datetime, *, by_token: bool
    ) -> Coroutine[Any, Any, bool]:
        """`happened_at` is by Slack's clock; `by_token` where it says that a bot's token was revoked."""


def listen_for_uninstalls(app: AsyncApp, background: Background, *, taken_out: TakenOut) -> None:
    """The two events come in either order, late, twice, or not at all."""

    async def settle(body: Mapping[str, Any], context: AsyncBoltContext, *, by_token: bool) -> BoltResponse:
        work = taken_out(context.team_id or "", _happened_at(body), by_token=by_token)
        settling = background.start(work)
        done, _ = await asyncio.wait({settling}, timeout=SETTLED_WITHIN.total_seconds())
        return _answer(bool(done) and settling.result())

    async def on_app_uninstalled(body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        return await settle(body, context, by_token=False)

    async def on_tokens_revoked(body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """A person's own token is none of ours."""
        if not (body["event"].get("tokens") or {}).get("bot"):
            return _answer(True)
        return await settle(body, context, by_token=True)

    app.event("app_uninstalled")(on_app_uninstalled)
    app.event("tokens_revoked")(on_tokens_revoked)


def _answer(is_settled: bool) -> BoltResponse:
    return BoltResponse(status=200 if is_settled else NOT_SETTLED, body="")


def _happened_at(body: Mapping[str, Any]) -> datetime:
    return datetime.fromtimestamp(body["event_time"], UTC)
