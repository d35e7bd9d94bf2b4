"""People looked up in Slack once a day: an event that was lost is never sent again."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.slack.errors import Refused, SlackProblem
from bot.slack.gateway import Account, SlackGateway
from bot.slack.pacing import patiently
from bot.slack.people.members import NOT_HERE
from bot.storage.database import Database
from bot.usecases.directory.slack_people import SlackSays, follow_slack

logger = logging.getLogger(__name__)

PAGE = 50
# Thirty a minute: Slack allows a hundred, and the others are for those who click.
BETWEEN = timedelta(seconds=2)
TRIES = 10
# Whose account is opened later than this joins anew, which says it as well.
LOOKED_FOR = timedelta(days=30)


async def look_up_people(
    db: Database,
    slack: SlackGateway,
    *,
    workspace_id: str,
    clock: Clock,
    between: timedelta = BETWEEN,
    with_guests: bool = True,
) -> int:
    """Follow what Slack says of everybody who takes part; returns of how many it was news.

    Each page of people is looked up once a day, by whichever process comes first. One that is cut short, or
    that Slack does not answer, is looked up again the next time.
    """
    looking = _Looking(db, slack, workspace_id, clock, between, with_guests)
    now, after, number, news = clock(), "", 0, 0
    try:
        while page := await looking.next(after, left_since=now - LOOKED_FOR):
            async with looking.claimed(f"people:{workspace_id}:{now:%Y-%m-%d}:{number}") as is_ours:
                news += await looking.follow(page) if is_ours else 0
            after, number = page[-1], number + 1
    except SlackProblem as problem:
        logger.warning("people are not looked up for now: %s", problem)
    return news


@dataclass(frozen=True, slots=True)
class _Looking:
    db: Database
    slack: SlackGateway
    workspace_id: str
    clock: Clock
    between: timedelta
    with_guests: bool

    async def next(self, after: str, *, left_since: datetime) -> Sequence[str]:
        async with self.db.reading() as repos:
            return await repos.people.list_to_look_up(
                self.workspace_id, left_since=left_since, after=after, limit=PAGE
            )

    @asynccontextmanager
    async def claimed(self, key: str) -> AsyncIterator[bool]:
        """False where somebody else has it. What was not done is given back."""
        async with self.db.statement() as repos:
            is_ours = await repos.events.first_time(key, self.clock())
        is_done = False
        try:
            yield is_ours
            is_done = True
        finally:
            if is_ours and not is_done:
                async with self.db.statement() as repos:
                    await repos.events.take_back(key)

    async def follow(self, user_ids: Sequence[str]) -> int:
        news = 0
        for user_id in user_ids:
            at = self.clock()
            if account := await self._ask(user_id):
                may_take_part = self.with_guests or not account.is_guest
                said = SlackSays(user_id, account.tz, account.deleted, at, may_take_part)
                news += await follow_slack(self.db, workspace_id=self.workspace_id, said=said, now=at)
            await asyncio.sleep(self.between.total_seconds())
        return news

    async def _ask(self, user_id: str) -> Account | None:
        """None for somebody whom Slack does not show us: that says nothing of their account."""
        try:
            return await patiently(lambda: self.slack.account(self.workspace_id, user_id), tries=TRIES)
        except Refused as refusal:
            if refusal.error not in NOT_HERE:
                raise
            return None
