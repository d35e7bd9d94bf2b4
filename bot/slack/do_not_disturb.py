"""Slack's own do-not-disturb: asked before a round of sending, remembered for a while, never in the way."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.slack.errors import RateLimited, SlackProblem
from bot.slack.gateway import SlackGateway
from bot.slack.pacing import LOOK_AT_DND, Pace

REMEMBERED_FOR = timedelta(minutes=5)
MOST_REMEMBERED = 5000
# Slack answers for so many people at once.
IN_ONE_LOOK = 50
# Seconds: a message does not wait longer for an answer it can do without.
PATIENCE = 5

Who = tuple[str, str]
# From when to when an answer counts, and the answer.
Known = tuple[datetime, datetime, datetime | None]


class DoNotDisturb:
    """The memory of when people may be disturbed again, by Slack's own setting.

    Where Slack can't be asked, everybody is taken to be disturbable: the timing rules hold anyway.
    """

    def __init__(self, slack: SlackGateway, pace: Pace) -> None:
        self._slack, self._pace = slack, pace
        self._known: dict[Who, Known] = {}

    async def refresh(self, workspace_id: str, user_ids: Iterable[str], now: datetime) -> None:
        """Ask Slack about those of these people of whom nothing is remembered."""
        new = [one for one in dict.fromkeys(user_ids) if self._remembered((workspace_id, one), now) is None]
        for first in range(0, len(new), IN_ONE_LOOK):
            some = new[first : first + IN_ONE_LOOK]
            ends = await self._ask(workspace_id, some, now)
            for user_id in some:
                self._remember((workspace_id, user_id), (now, now + REMEMBERED_FOR, ends.get(user_id)))

    def until(self, workspace_id: str, user_ids: Iterable[str], now: datetime) -> datetime | None:
        """Work out when the last of these people may be disturbed again. None if all may be.

        It knows what is remembered, and asks nobody.
        """
        found = (self._remembered((workspace_id, one), now) for one in user_ids)
        return max((one[2] for one in found if one and one[2] and one[2] > now), default=None)

    def _remembered(self, who: Who, now: datetime) -> Known | None:
        known = self._known.get(who)
        # A clock that was set back makes what is known no younger.
        return known if known and known[0] <= now < known[1] else None

    async def _ask(self, workspace_id: str, user_ids: Sequence[str], now: datetime) -> dict[str, datetime]:
        if self._pace.free_at(workspace_id, LOOK_AT_DND, now) > now:
            return {}
        self._pace.take(workspace_id, LOOK_AT_DND, now)
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._slack.do_not_disturb_until(workspace_id, user_ids, now)
        except RateLimited as limit:
            self._pace.back_off(workspace_id, LOOK_AT_DND, now, limit.retry_after)
        except (SlackProblem, TimeoutError):
            pass
        return {}

    def _remember(self, who: Who, known: Known) -> None:
        self._known.pop(who, None)
        while len(self._known) >= MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[who] = known
