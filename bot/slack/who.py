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
