"""What a failed call says to whoever starts the bot: which setting, and how to mend it."""

from bot.slack.errors import RateLimited, Refused, SlackProblem, Unreachable

WRONG_TOKEN = {
    "account_inactive",
    "invalid_auth",
    "not_allowed_token_type",
    "not_authed",
    "token_expired",
    "token_revoked",
}


def explain(problem: SlackProblem, *, setting: str) -> str:
    """`setting` is the name of the token that was used."""
    match problem:
        case Unreachable():
            return "Slack cannot be reached. Check this machine's way out to the internet, and SLACK_API_URL."
        case Refused(error=error) if error in WRONG_TOKEN:
            return f"Slack does not accept {setting} ({error}). Copy it again from the app's settings."
        case Refused(error="missing_scope"):
            return f"{setting} lacks a permission. Update the app from Lamplight's manifest and reinstall it."
        case Refused(error=error):
            return f"Slack refused {problem.method} ({error}). Check {setting} and SLACK_API_URL."
        case RateLimited(retry_after=wait):
            return f"Slack asks to wait. Try again in {wait.total_seconds():.0f} seconds."
    return "Slack gave no clear answer. Try again in a minute."
