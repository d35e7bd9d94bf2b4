"""Saying who one is in the staff directory."""

from datetime import datetime

from bot.domain.directory import has_left
from bot.errors import NotFound
from bot.storage.database import Database
from bot.usecases.rechecking import recheck_firewall

NOT_FOUND = (
    "I can't fill this in from the staff directory: there is no such number, or it is taken. "
    "Please check it, or choose below yourself."
)


async def link_by_number(
    db: Database, *, workspace_id: str, user_id: str, number: str, now: datetime
) -> None:
    """By the staff number they know. Twice changes nothing; one sentence for all that can be wrong, so that
    nobody learns from it who works here.
    """
    async with db.transaction() as repos:
        entry = await repos.directory.find(workspace_id, number.strip()) if number.strip() else None
        if entry is None or has_left(entry, now.date()):
            raise NotFound(NOT_FOUND)
        if entry.user_id == user_id:
            return
        if not await repos.directory.link(workspace_id, entry.employee_id, user_id):
            raise NotFound(NOT_FOUND)
        await recheck_firewall(repos, workspace_id, [user_id], now)
