"""Says on whose behalf a request is answered, from our own database: no call to Slack."""

from collections.abc import Awaitable, Callable
from typing import cast

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext

from bot.slack.installations import Installations

UNKNOWN_WORKSPACE = (
    "Lamplight is not set up for your workspace, so it can't answer you, and nothing was kept. "
    "If it should be, ask whoever looks after it to start it with your workspace's token."
)


def authorize_from(installations: Installations) -> Callable[..., Awaitable[AuthorizeResult]]:
    """What AsyncApp is given. Where nothing is found it answers None, which Bolt's own types leave out."""
    return cast(Callable[..., Awaitable[AuthorizeResult]], _Authorize(installations))


class _Authorize(AsyncAuthorize):
    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult | None:
        found = await self._installations.find(team_id or "")
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=found.bot_token,
            bot_id=found.bot_id,
            bot_user_id=found.bot_user_id,
        )
