"""The forms that ask before a mentorship pauses or ends: opened from a question, or from Home."""

import dataclasses
import logging

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.replies import Reply, last_page
from bot.slack.errors import SlackProblem
from bot.slack.gateway import SlackGateway
from bot.usecases.delivery.opened_from import find_opened_from
from bot.views.message import Message
from bot.views.notices import notice
from bot.views.refs import OpenedRef

logger = logging.getLogger(__name__)


def opened_by(click: Click) -> OpenedRef:
    """Read from a tap what its form carries."""
    return OpenedRef(click.value, click.message_ts)


def done(message: Message, deps: Deps, *, title: str, opened: OpenedRef) -> Reply:
    """Say what came of a form on its last page, and in place of the question that it was opened from."""

    async def after(click: Click, slack: SlackGateway) -> None:
        asked = await find_opened_from(deps.db, act=click.act, message_ts=opened.message_ts)
        if asked is None or asked.channel_id is None:
            return
        try:
            await slack.update(click.workspace_id, asked.channel_id, opened.message_ts, message.to_dict())
        except SlackProblem as problem:
            logger.warning("a question could not be shown as answered: %s", problem)

    return dataclasses.replace(last_page(notice(message, title=title)), after=after)
