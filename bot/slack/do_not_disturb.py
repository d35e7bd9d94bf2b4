"""Slack's do-not-disturb schedule: asked before sending, remembered for a while, and never in the way."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.slack.errors import RateLimited, Refused, SlackProblem, Unreachable
from bot.slack.gateway import SlackGateway
from bot.slack.pacing import LOOK_AT_DND, LOOK_AT_ONES_DND, Pace

REMEMBERED_FOR = timedelta(minutes=5)
# Somebody whom Slack does not let us see is not asked about for so long: one fails the call for fifty.
LEFT_ALONE_FOR = timedelta(hours=1)
MOST_REMEMBERED = 5000
# Slack answers for so many people at once.
IN_ONE_LOOK = 50
# Seconds: a message does not wait longer for an answer it can do without.
PATIENCE = 5
# Refusals of the app itself. Which ones Slack has for people it does not say: all others are taken for that.
ABOUT_THE_APP = {
    "access_denied",
    "account_inactive",
    "ekm_access_denied",
    "invalid_auth",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "not_authed",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
    "unknown_method",
}

Who = tuple[str, str]
# From when to when an answer counts, and the answer.
Known = tuple[datetime, datetime, datetime | None]


class DoNotDisturb:
    """The memory of when people may be disturbed again, by the schedule they have in Slack.

    A pause that somebody sets by hand is not in it. Where Slack can't be asked, everybody is taken to be
    disturbable, for this once: the timing rules hold anyway.
    """

    def __init__(self, slack: SlackGateway, pace: Pace) -> None:
        self._slack, self._pace = slack, pace
        self._known: dict[Who, Known] = {}

    async def refresh(self, workspace_id: str, user_ids: Iterable[str], now: datetime) -> None:
        """Ask Slack about those of these people of whom nothing is remembered."""
        new = [one for one in dict.fromkeys(user_ids) if self._remembered((workspace_id, one), now) is None]
        for first in range(0, len(new), IN_ONE_LOOK):
            await self._look(workspace_id, new[first : first + IN_ONE_LOOK], now)

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

    async def _look(self, workspace_id: str, user_ids: Sequence[str], now: datetime) -> None:
        """Remember what Slack answers, and nothing where it does not."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._ask_about(workspace_id, user_ids, now)
        except RateLimited as limit:
            self._pace.back_off(workspace_id, limit.method, now, limit.retry_after)
        except (SlackProblem, TimeoutError):
            self._pace.back_off(workspace_id, LOOK_AT_DND, now, REMEMBERED_FOR)

    async def _ask_about(self, workspace_id: str, user_ids: Sequence[str], now: datetime) -> None:
        """One whom we may not see fails the call for all: then the halves are asked about."""
        if not self._take(workspace_id, LOOK_AT_DND, now):
            return
        try:
            ends = await self._slack.do_not_disturb_until(workspace_id, user_ids, now)
        except Refused as refused:
            if _is_about_the_app(refused):
                raise
            ends = {}
            if len(user_ids) > 1:
                half = len(user_ids) // 2
                await self._ask_about(workspace_id, user_ids[:half], now)
                await self._ask_about(workspace_id, user_ids[half:], now)
                return
        self._keep(workspace_id, ends, now)
        for left_out in [one for one in user_ids if one not in ends]:
            await self._ask_about_one(workspace_id, left_out, now)

    async def _ask_about_one(self, workspace_id: str, user_id: str, now: datetime) -> None:
        if not self._take(workspace_id, LOOK_AT_ONES_DND, now):
            return
        try:
            end = await self._slack.do_not_disturb_of(workspace_id, user_id, now)
        except Refused as refused:
            if _is_about_the_app(refused):
                raise
            self._remember((workspace_id, user_id), (now, now + LEFT_ALONE_FOR, None))
            return
        self._keep(workspace_id, {user_id: end}, now)

    def _take(self, workspace_id: str, method: str, now: datetime) -> bool:
        if self._pace.free_at(workspace_id, method, now) > now:
            return False
        self._pace.take(workspace_id, method, now)
        return True

    def _keep(self, workspace_id: str, ends: Mapping[str, datetime | None], now: datetime) -> None:
        for user_id, end in ends.items():
            self._remember((workspace_id, user_id), (now, now + REMEMBERED_FOR, end))

    def _remember(self, who: Who, known: Known) -> None:
        self._known.pop(who, None)
        while len(self._known) >= MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[who] = known


def _is_about_the_app(refused: Refused) -> bool:
    return isinstance(refused, Unreachable) or refused.error in ABOUT_THE_APP
