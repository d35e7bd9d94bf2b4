"""Plans the Monday lists: a row for each manager and Monday, whoever plans it and however often."""

import logging
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from bot.domain.delivery.outbox import Planned
from bot.domain.digest.mondays import comes_between, monday_to_plan
from bot.domain.people import Person, known_zone
from bot.slack.errors import Refused, SlackProblem
from bot.slack.gateway import SlackGateway
from bot.slack.people.members import NOT_HERE
from bot.storage.database import Database

logger = logging.getLogger(__name__)

KIND = "monday_list"
# Of managers whom only Slack knows; the others come the next time, a few hours later.
ASKED_AT_ONCE = 50


async def plan_monday_lists(db: Database, slack: SlackGateway, *, now: datetime) -> int:
    """Plan the lists of the Monday that is near, over all workspaces; returns how many are new.

    Where a manager is decides when their Monday is. Slack is asked about those who take no part in anything
    themselves.
    """
    async with db.reading() as repos:
        workspace_ids = [one.workspace_id for one in await repos.installations.list_all()]
    return sum([await _plan(db, slack, one, now) for one in workspace_ids])


async def _plan(db: Database, slack: SlackGateway, workspace_id: str, now: datetime) -> int:
    async with db.reading() as repos:
        programs = await repos.programs.list_not_archived(workspace_id)
        managers = {who for one in programs for who in one.managers}
        people = await repos.people.list_by_ids(workspace_id, sorted(managers)) if managers else {}
    new = await _met(slack, workspace_id, sorted(managers - people.keys())[:ASKED_AT_ONCE])
    rows = list(_rows([*people.values(), *new], now))
    if not rows and not new:
        return 0
    async with db.transaction() as repos:
        for person in new:
            await repos.people.add_first(person)
        return await repos.outbox.plan(rows)


def _rows(managers: Iterable[Person], now: datetime) -> Iterator[Planned]:
    for one in managers:
        monday = monday_to_plan(now, tz=one.tz) if one.left_at is None else None
        if monday is None:
            continue
        due_at, expires_at = comes_between(monday, tz=one.tz)
        yield Planned(
            workspace_id=one.workspace_id,
            kind=KIND,
            subject=one.workspace_id,
            cycle=monday.toordinal(),
            recipient=one.user_id,
            due_at=due_at,
            expires_at=expires_at,
            budgeted=True,
        )


async def _met(slack: SlackGateway, workspace_id: str, user_ids: Collection[str]) -> list[Person]:
    """Ask Slack where these are. Whoever is gone, or not to be asked about now, is left for another time."""
    found = []
    for user_id in user_ids:
        try:
            account = await slack.account(workspace_id, user_id)
        except Refused as refusal:
            if refusal.error not in NOT_HERE:
                logger.warning("a manager could not be looked up: %s", refusal)
            continue
        except SlackProblem as problem:
            logger.warning("managers are not looked up for now: %s", problem)
            break
        if not account.deleted:
            found.append(Person(workspace_id, user_id, tz=known_zone(account.tz, otherwise="UTC")))
    return found
