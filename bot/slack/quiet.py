"""Slack's own do-not-disturb: asked at the moment of sending, remembered for a while, never in the way."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.slack.errors import RateLimited, SlackProblem
from bot.slack.gateway import SlackGateway

REMEMBERED_FOR = timedelta(minutes=5)
MOST_REMEMBERED = 5000
# Seconds: a message does not wait longer for an answer it can do without.
PATIENCE = 5

Who = tuple[str, str]
# From when to when an answer counts, and the answer.
Known = tuple[datetime, datetime, datetime | None]


class DoNotDisturb:
    """Where it can't be asked, nobody is taken to be undisturbable: the rules of quiet hold anyway."""

    def __init__(self, slack: SlackGateway) -> None:
        self._slack = slack
        self._known: dict[Who, Known] = {}
        self._waits: dict[str, datetime] = {}

    async def until(self, workspace_id: str, user_ids: Sequence[str], now: datetime) -> datetime | None:
        """When the last of these may be disturbed again; None when all may be now."""
        found = [await self._of(workspace_id, user_id, now) for user_id in user_ids]
        return max((until for until in found if until and until > now), default=None)

    async def _of(self, workspace_id: str, user_id: str, now: datetime) -> datetime | None:
        who = (workspace_id, user_id)
        since, good_until, until = self._known.get(who, (now, now, None))
        # A clock that was set back makes what is known no younger.
        if since <= now < good_until:
            return until
        until = None if now < self._waits.get(workspace_id, now) else await self._ask(who, now)
        self._remember(who, (now, now + REMEMBERED_FOR, until))
        return until

    async def _ask(self, who: Who, now: datetime) -> datetime | None:
        workspace_id, user_id = who
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._slack.quiet_until(workspace_id, user_id, now)
        except RateLimited as limit:
            self._waits[workspace_id] = now + limit.retry_after
        except (SlackProblem, TimeoutError):
            pass
        return None

    def _remember(self, who: Who, known: Known) -> None:
        self._known.pop(who, None)
        while len(self._known) >= MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[who] = known
