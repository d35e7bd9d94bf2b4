"""Taking the app out of a workspace: the token goes at once, everything else after seven days without it."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.people import Installation
from bot.errors import NotFound
from bot.slack.errors import Refused, SlackProblem
from bot.slack.gateway import SlackGateway
from bot.storage.database import Database

logger = logging.getLogger(__name__)

# Slack asks for at most 14 business days; and any member may take an app out by mistake.
GRACE = timedelta(days=7)
# Slack drops an event that is later than this; one that is was about another time that the app was removed.
LATEST = timedelta(hours=2)
# Slack's own no to a token that was good. `not_authed` is none: there the token got lost on its way.
NOT_INSTALLED = frozenset({"account_inactive", "invalid_auth", "token_revoked"})
UNKNOWN = "There is no workspace {id} here. Known are: {known}."
TAKEN_OUT = (
    "the app is no longer installed in %s: its token is forgotten, nothing is sent, and everything else is "
    "deleted after %s, unless the app is installed again before"
)


async def take_out(
    db: Database, *, workspace_id: str, at: datetime, asked_about: Installation | None = None
) -> bool:
    """Forget the token and stop. What is kept waits for the app to come back. Idempotent.

    False where a fresh token has come since Slack was asked about that of `asked_about`: it stays.
    """
    async with db.transaction() as repos:
        if asked_about and await repos.installations.find(workspace_id, lock=True) != asked_about:
            return False
        is_news = await repos.installations.take_out(workspace_id, at)
    if is_news:
        logger.warning(TAKEN_OUT, workspace_id, f"{at + GRACE:%A %Y-%m-%d %H:%M} UTC")
    return True


async def follow_uninstall(
    db: Database,
    slack: SlackGateway,
    *,
    workspace_id: str,
    happened_at: datetime,
    now: datetime,
    by_token: bool,
) -> bool:
    """Take the app out if Slack says so of the token that is kept, and not only the event.

    Slack sends an event for minutes, in which a fresh token may have come, in this process or another.
    Returns whether the event is settled: nobody knows whether the token stops working before Slack tells of
    it, so that an uninstall of an app which still works is asked about again. `by_token`: it tells of a
    revoked token alone, which may have been another.
    """
    async with db.reading() as repos:
        stored = await repos.installations.find(workspace_id)
    if stored is None:
        return True
    is_known = await _is_known(slack, stored.bot_token)
    if is_known is False:
        at = max(min(happened_at, now), now - LATEST)
        await take_out(db, workspace_id=workspace_id, at=at, asked_about=stored)
        return True
    return by_token and is_known is True


async def find_taken_out(db: Database, slack: SlackGateway, *, now: datetime) -> list[str]:
    """Ask Slack about every installation, and take the app out where Slack no longer knows it.

    Returns those workspaces. What is no clear no, an outage for one, changes nothing.
    """
    async with db.reading() as repos:
        stored = await repos.installations.list_all()
    gone = [one for one in stored if await _is_known(slack, one.bot_token) is False]
    return [
        one.workspace_id
        for one in gone
        if await take_out(db, workspace_id=one.workspace_id, at=now, asked_about=one)
    ]


async def _is_known(slack: SlackGateway, token: str) -> bool | None:
    """None where Slack gives no clear answer."""
    try:
        await slack.who_am_i(token)
    except SlackProblem as problem:
        return False if says_not_installed(problem) else None
    return True


def says_not_installed(problem: SlackProblem) -> bool:
    return isinstance(problem, Refused) and problem.error in NOT_INSTALLED


async def delete_taken_out(db: Database, *, now: datetime) -> list[str]:
    """Delete everything of the workspaces that were without the app for seven days; returns which."""
    async with db.transaction() as repos:
        over = await repos.installations.list_taken_out(now - GRACE)
        for workspace_id in over:
            await repos.forgetting.note_workspace(workspace_id)
            await repos.installations.delete(workspace_id)
    for workspace_id in over:
        logger.warning("%s was without the app for %d days: everything is deleted", workspace_id, GRACE.days)
    return over


async def count_kept(db: Database, *, workspace_id: str) -> Mapping[str, int]:
    """How many rows of each table belong to a workspace. Raises NotFound."""
    async with db.reading() as repos:
        known = await repos.workspaces.list_ids()
        if workspace_id not in known:
            raise NotFound(UNKNOWN.format(id=workspace_id, known=", ".join(known) or "none"))
        return await repos.installations.count_rows(workspace_id)


async def forget_workspace(db: Database, *, workspace_id: str) -> None:
    """Delete everything of a workspace, at once and for good. Idempotent."""
    async with db.transaction() as repos:
        await repos.forgetting.note_workspace(workspace_id)
        await repos.installations.delete(workspace_id)
    await db.leave_nothing_behind()
