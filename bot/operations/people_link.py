"""`lamplight people link` and `unlink`: who in Slack has which staff number, said by whoever runs the bot."""

import re
from collections.abc import Mapping
from datetime import datetime

from bot.app import database
from bot.config import Settings
from bot.domain.directory import KnownBy
from bot.domain.staff_numbers import ClaimState, Finding
from bot.errors import InvalidInput, NotFound
from bot.operations.people_import import workspace_of
from bot.storage.repositories import Repositories
from bot.usecases.directory.staff_numbers import link_number, look_up
from bot.usecases.mentorships.kept_apart import recheck_kept_apart

MEMBER_ID = re.compile(r"[UW][A-Z0-9]+")
NO_MEMBER_ID = "{user_id} isn't a Slack member ID. It begins with U or W, as in the person's Slack profile."
NOTHING = "No staff numbers are waiting to be confirmed."
NOT_LINKED = "{user_id} has no staff number, and hasn't asked for one."
LISTED: Mapping[Finding, str] = {
    Finding.FREE: "",
    Finding.TAKEN: "  (someone else has it)",
    Finding.UNKNOWN: "  (the directory has no such number)",
}
COMES_BACK = frozenset({KnownBy.SLACK_ID, KnownBy.EMAIL})


async def list_numbers(settings: Settings, *, workspace_id: str, now: datetime) -> list[str]:
    """A line for each number that waits, and for each entry that rests on somebody's own word from before."""
    async with database(settings) as db:
        workspace_id = await workspace_of(db, workspace_id)
        async with db.transaction() as repos:
            claims = await repos.staff_claims.list_open(workspace_id)
            found = await look_up(repos, workspace_id, claims, now.date())
            claimed = await repos.directory.list_claimed(workspace_id)
    lines = [
        f"{one.user_id}  {one.number}{LISTED[one.found]}{'  (asked for twice)' if one.is_contested else ''}"
        for one in found
    ]
    lines += [f"{one.user_id}  {one.employee_id}  (linked before numbers were confirmed)" for one in claimed]
    return lines or [NOTHING]


async def link_person(
    settings: Settings, *, user_id: str, number: str, workspace_id: str, now: datetime
) -> str:
    """Raises UserFacingError, and then nothing has changed."""
    _require_member_id(user_id)
    async with database(settings) as db:
        workspace_id = await workspace_of(db, workspace_id)
        async with db.transaction() as repos:
            await link_number(repos, workspace_id, user_id, number, now)
    return f"{user_id} has staff number {number} now."


async def unlink_person(settings: Settings, *, user_id: str, workspace_id: str, now: datetime) -> str:
    """Takes their number off, and what they asked for. Raises UserFacingError when there is neither."""
    _require_member_id(user_id)
    async with database(settings) as db:
        workspace_id = await workspace_of(db, workspace_id)
        async with db.transaction() as repos:
            return await _unlink(repos, workspace_id, user_id, now)


async def _unlink(repos: Repositories, workspace_id: str, user_id: str, now: datetime) -> str:
    refused = await repos.staff_claims.close(workspace_id, user_id, ClaimState.REFUSED)
    entry = await repos.directory.find_by_user(workspace_id, user_id)
    if entry is None and not refused:
        raise NotFound(NOT_LINKED.format(user_id=user_id))
    if entry is None:
        return f"We've refused the number that {user_id} asked for."
    await repos.directory.unlink(workspace_id, entry.employee_id)
    await recheck_kept_apart(repos, workspace_id, [user_id], now)
    back = " Slack or the export says that it is theirs, so it comes back with the next file."
    return f"{user_id} has no staff number any more.{back if entry.known_by in COMES_BACK else ''}"


def _require_member_id(user_id: str) -> None:
    if not MEMBER_ID.fullmatch(user_id):
        raise InvalidInput({"user_id": NO_MEMBER_ID.format(user_id=user_id)})
