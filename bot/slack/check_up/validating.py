"""Asks Slack what it thinks of blocks: a method without a token, which keeps nothing (blocks.validate)."""

from slack_sdk.errors import SlackApiError

from bot.slack.gateway import SlackGateway
from bot.slack.translation import translated

INVALID = ("invalid_blocks", "invalid_message", "invalid_view")


async def find_fault(slack: SlackGateway, kind: str, payload: str) -> str:
    """Return Slack's code with a pointer to the first fault of a "view" or "message", or an empty string.

    Raises what SlackGateway raises where Slack did not look at it at all.
    """
    with translated("blocks.validate"):
        try:
            await slack.web_client().api_call("blocks.validate", data={kind: payload})
        except SlackApiError as error:
            if error.response.get("error") not in INVALID:
                raise
            return _first_fault(error.response.data)
    return ""


def _first_fault(answer: object) -> str:
    told = answer if isinstance(answer, dict) else {}
    first = (told.get("errors") or [{}])[0]
    parts = [first.get(key) for key in ("pointer", "code", "message")] if isinstance(first, dict) else [first]
    return " ".join(str(part) for part in [told.get("error"), *parts] if part)
