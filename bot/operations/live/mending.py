"""How to mend what Slack refuses, by its own code."""

from bot.slack.errors import RateLimited, Refused, SlackProblem, Unreachable
from bot.slack.explain import WRONG_TOKEN

UPDATE = (
    "In the app's settings, under App Manifest, paste the whole of Lamplight's manifest, save, and reinstall."
)
NOT_HERE = (
    "Copy the member ID again, in this workspace: open the profile, then the three dots, then Copy member ID."
)
STRANGER = (
    "The app may not write to someone it can't see: a guest, or someone from another workspace. Name "
    "members of this workspace."
)
INVITE = (
    "Type `/invite @Lamplight` in that channel, or reinstall the app with the optional chat:write.public, "
    "which reaches public channels."
)
BLOCKED = "Open the way to {host} in the firewall and the proxy, and run this again."
# Hosts of their own, by what stands for a method there.
HOSTS = {"response_url": "hooks.slack.com", "upload": "files.slack.com"}
ADMINS = "An administrator restricts this for apps or for these people: ask them, with this code."

MENDING = {
    "missing_scope": UPDATE,
    "messages_tab_disabled": f"The app's Messages tab is off. {UPDATE}",
    "not_enabled": f"The app's Home is off. {UPDATE}",
    "user_not_found": NOT_HERE,
    "invalid_users": NOT_HERE,
    "not_enough_users": "--as and --with have to be two people, and neither of them the app.",
    "user_not_visible": STRANGER,
    "invalid_user_combination": STRANGER,
    "user_disabled": "That person has left the workspace. Name someone who is here.",
    "channel_not_found": INVITE,
    "not_in_channel": INVITE,
    "is_archived": "That conversation is archived. Name another.",
    "restricted_action": ADMINS,
    "access_denied": ADMINS,
    "no_permission": ADMINS,
    "file_uploads_disabled": ADMINS,
    "invalid_blocks": "Report it with the lines above: the bot's own messages would be refused alike.",
    "unknown_method": "What answers there doesn't know this method: it isn't Slack, or not all of it.",
}
OTHERWISE = "Look the code up on the method's page in Slack's documentation, and report it."


def how_to_mend(problem: SlackProblem) -> str:
    """Return a sentence."""
    match problem:
        case Unreachable():
            return BLOCKED.format(host=HOSTS.get(problem.method, "slack.com"))
        case Refused(error=error) if error in WRONG_TOKEN:
            return "Copy SLACK_BOT_TOKEN again from OAuth & Permissions."
        case Refused(error=error):
            return MENDING.get(error, OTHERWISE)
        case RateLimited():
            return "Run the check-up again after that time."
        case _ if problem.method in HOSTS:
            return f"It may be blocked. {BLOCKED.format(host=HOSTS[problem.method])}"
    return "It may have happened. Run the check-up again in a minute."
