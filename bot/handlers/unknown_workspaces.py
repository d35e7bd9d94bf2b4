"""Answers people of workspaces that have no installation here, before Bolt asks for a token."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncBoltContext

from bot.deps import Deps
from bot.handlers.answers import followed, refusal
from bot.handlers.click import Click
from bot.handlers.replies import ephemeral
from bot.slack.authorize import UNKNOWN_WORKSPACE
from bot.slack.installations import Installations
from bot.views.notices import plainly

NOT_SAID = (
    "Slack didn't say which workspace this came from, so nothing was saved. Try again. If it keeps "
    "happening, tell the person who runs Lamplight here."
)
PERSONS = frozenset({"block_actions", "view_submission"})

Next = Callable[[], Awaitable[Any]]


def turning_away(installations: Installations, deps: Deps) -> Callable[..., Awaitable[Any]]:
    """Make what Bolt runs before it authorizes: an answer in words, for which no token is needed."""

    async def turned_away(body: dict[str, Any], context: AsyncBoltContext, next: Next) -> Any:
        workspace_id = context.team_id or ""
        is_persons = "command" in body or body.get("type") in PERSONS
        if not is_persons or await installations.find(workspace_id):
            return await next()
        sentence = plainly(UNKNOWN_WORKSPACE if workspace_id else NOT_SAID)
        if "command" in body:
            return BoltResponse(status=200, body=ephemeral(sentence))
        click = Click.read(body, workspace_id=workspace_id, now=deps.clock())
        reply = refusal(sentence, is_form=body["type"] == "view_submission")
        if reply.after:
            deps.background.start(followed(reply, click, deps, name="turned_away"))
        return BoltResponse(status=200, body=dict(reply.ack))

    return turned_away
