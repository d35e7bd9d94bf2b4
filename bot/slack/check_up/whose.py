"""Which app a token belongs to, where Slack tells."""

from collections.abc import Mapping
from typing import Any

from bot.slack.errors import SlackProblem
from bot.slack.gateway import SlackGateway
from bot.slack.translation import translated


async def app_of_bot(slack: SlackGateway, token: str, bot_id: str) -> str:
    """Ask with `users:read`, which the bot has anyway; empty where Slack does not tell."""
    try:
        with translated("bots.info"):
            answer = await slack.web_client().bots_info(bot=bot_id, token=token)
    except SlackProblem:
        return ""
    bot: Mapping[str, Any] = answer.get("bot") or {}
    return str(bot.get("app_id", ""))


async def app_of_app_token(slack: SlackGateway, token: str) -> str:
    """Empty where Slack does not tell."""
    try:
        with translated("auth.test"):
            answer = await slack.web_client().auth_test(token=token)
    except SlackProblem:
        return ""
    return str(answer.get("app_id", ""))
