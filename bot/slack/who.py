"""Who somebody is in a workspace, where Slack may not answer just now."""

from bot.slack.errors import RateLimited, Refused, Unclear, Unreachable
from bot.slack.gateway import SlackGateway
from bot.slack.members import NOT_HERE, Member


async def find_member(slack: SlackGateway, workspace_id: str, user_id: str) -> Member | None:
    """None for whom the app may not see here: Slack says so of strangers.

    Where Slack gives no answer, what it said within a day counts.
    """
    try:
        return await slack.member(workspace_id, user_id)
    except (RateLimited, Unreachable, Unclear):
        if known := slack.known_member(workspace_id, user_id):
            return known
        raise
    except Refused as refused:
        if refused.error in NOT_HERE:
            return None
        raise


async def look_up(slack: SlackGateway, workspace_id: str, user_id: str) -> Member | None:
    """The same for what decides on nothing: as Slack said it within a day, and without a call if it did."""
    return slack.known_member(workspace_id, user_id) or await find_member(slack, workspace_id, user_id)
