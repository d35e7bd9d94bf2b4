"""Who in the hospital's records is whom in Slack, by the addresses of its members where it gives them."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from bot.domain.directory import KnownBy, email_key, one_each
from bot.domain.privacy.forgetting import SLACK, known_as
from bot.slack.gateway import SlackGateway
from bot.slack.pacing import patiently
from bot.storage.database import Database
from bot.storage.repositories import Repositories

BATCH = 2000
# A click waits for as many.
MOST_LINKS = 50
# Nobody waits for a page of addresses, and a large workspace has more than Slack gives in a minute.
TRIES_A_PAGE = 10
EMAIL_SCOPE = "users:read.email"


async def link_members(db: Database, slack: SlackGateway, *, workspace_id: str, today: date) -> int:
    """By address, where the workspace has granted it; returns how many were linked.

    Raises what SlackGateway raises. Of the addresses only the keys are held, and nothing is kept of them.
    """
    async with db.transaction() as repos:
        if not await repos.directory.waits_for_link(workspace_id, today):
            return 0
    if EMAIL_SCOPE not in await slack.granted_scopes(workspace_id):
        return 0
    found = await _members(slack, workspace_id)
    return await link_by_email(db, workspace_id=workspace_id, found=found, today=today)


async def _members(slack: SlackGateway, workspace_id: str) -> Mapping[str, str]:
    """User ids by email key."""
    pairs: list[tuple[str, str]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await patiently(partial(slack.addresses, workspace_id, cursor), tries=TRIES_A_PAGE)
        pairs += [(email_key(address), user_id) for address, user_id in page.user_ids.items()]
        cursor = page.cursor or None
    return one_each(pairs)


async def link_by_email(db: Database, *, workspace_id: str, found: Mapping[str, str], today: date) -> int:
    """`found` is user ids by email key. An address that several people share links none of them."""
    pairs: list[tuple[str, str]] = []
    after = ""
    while True:
        async with db.transaction() as repos:
            page = await repos.directory.list_unproven(workspace_id, today=today, after=after, limit=BATCH)
        pairs += [(key, one.employee_id) for one in page if (key := one.email_key) and key in found]
        if len(page) < BATCH:
            break
        after = page[-1].employee_id
    entries, linked = list(one_each(pairs).items()), 0
    for at in range(0, len(entries), MOST_LINKS):
        async with db.transaction() as repos:
            linked += await _link_each(repos, workspace_id, entries[at : at + MOST_LINKS], found)
    return linked


async def _link_each(
    repos: Repositories, workspace_id: str, entries: Sequence[tuple[str, str]], found: Mapping[str, str]
) -> int:
    forgotten = await repos.forgetting.list_forgotten(workspace_id)
    linked = 0
    for key, employee_id in entries:
        if known_as(workspace_id, SLACK, found[key]) not in forgotten:
            linked += await repos.directory.link(workspace_id, employee_id, found[key], KnownBy.EMAIL)
    return linked
