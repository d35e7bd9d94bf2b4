"""Putting the app into a workspace: its token is kept, unless it could read what people write."""

import logging
from datetime import datetime

from bot.domain.people import Installation
from bot.errors import UserFacingError
from bot.slack.errors import SlackAway, SlackProblem, passes_by_itself
from bot.slack.explain import explain
from bot.slack.gateway import Identity, SlackGateway
from bot.slack.manifest import asked_scopes, read_manifest
from bot.slack.scopes import MISSING, compare_scopes, refuse_to_read
from bot.storage.database import Database
from bot.usecases.installation.uninstalling import find_taken_out, says_not_installed

logger = logging.getLogger(__name__)


async def install(db: Database, slack: SlackGateway, *, token: str, now: datetime) -> Identity:
    """Keep the token for its workspace, unless it could read what people write.

    Raises UserFacingError: SlackAway where Slack does not answer, which passes.
    """
    try:
        identity = await slack.who_am_i(token)
    except SlackProblem as problem:
        if says_not_installed(problem):
            # Nothing runs from here on that would find it later.
            await find_taken_out(db, slack, now=now)
        kind = SlackAway if passes_by_itself(problem) else UserFacingError
        raise kind(explain(problem, setting="SLACK_BOT_TOKEN")) from problem
    report = compare_scopes(identity.scopes, asked_scopes(read_manifest()))
    refuse_to_read(report)
    if report.missing:
        logger.warning(MISSING.format(scopes=", ".join(report.missing)))
    async with db.transaction() as repos:
        await repos.workspaces.ensure(identity.workspace_id, identity.workspace_name)
        await repos.installations.save(_installation(identity, token))
    return identity


async def come_back(
    db: Database, slack: SlackGateway, *, workspace_id: str, token: str, now: datetime
) -> bool:
    """Put the app in again where it was taken out and Slack takes its token after all: True if it did.

    A network may be allowed again, or the app installed again with the token it had.
    """
    async with db.reading() as repos:
        if await repos.installations.taken_out_at(workspace_id) is None:
            return False
    try:
        identity = await install(db, slack, token=token, now=now)
    except UserFacingError:
        return False
    logger.warning("the app is back in %s, and so is everything that is kept of it", identity.workspace_id)
    return True


def _installation(identity: Identity, token: str) -> Installation:
    return Installation(
        workspace_id=identity.workspace_id,
        bot_user_id=identity.bot_user_id,
        bot_id=identity.bot_id,
        bot_token=token,
    )
