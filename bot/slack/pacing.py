"""How fast Slack may be asked: a pace for each method and conversation, and a back-off where it asks for it.

The limits are those of docs/slack.md: counted per method and workspace, and for posting also per
conversation.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeVar

from bot.slack.errors import RateLimited, Unclear

POST = "chat.postMessage"
OPEN = "conversations.open"
LOOK_AT_DND, LOOK_AT_ONES_DND = "dnd.teamInfo", "dnd.info"

SHORTEST_BACK_OFF = timedelta(seconds=15)
LONGEST_BACK_OFF = timedelta(minutes=15)
# So many unclear answers in a row are bad luck; from then on it is an outage.
FORGIVEN = 2
KEPT = 10_000

# Slack's limits are for a minute: whoever is asked to wait longer is not waited for.
LONGEST_WAIT = timedelta(minutes=1)
# Somebody looks at "One moment ..." meanwhile.
TRIES = 3

T = TypeVar("T")


async def patiently(
    call: Callable[[], Awaitable[T]], *, tries: int = TRIES, may_happen_twice: bool = False
) -> T:
    """Call up to `tries` times, and keep the waits of up to a minute that Slack asks for in between.

    What `may_happen_twice` is also called again where no clear answer came. Raises what the last call raises.
    """
    for _ in range(tries - 1):
        try:
            return await call()
        except RateLimited as limited:
            if limited.retry_after > LONGEST_WAIT:
                raise
            await asyncio.sleep(limited.retry_after.total_seconds())
        except Unclear:
            if not may_happen_twice:
                raise
    return await call()


@dataclass(frozen=True, slots=True)
class Limit:
    """A rate: one call `every` so often, and after a pause up to `at_once` of them together."""

    every: timedelta
    at_once: int = 1

    @property
    def leeway(self) -> timedelta:
        """The time by which calls may run ahead of the rate."""
        return self.every * (self.at_once - 1)


def per_minute(calls: int, *, at_once: int) -> Limit:
    """Build the limit of so many calls a minute."""
    return Limit(timedelta(minutes=1) / calls, at_once)


# "Several hundred messages per minute" for a workspace, "generous bursts", one a second for a conversation.
SLACK_LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        POST: per_minute(300, at_once=75),
        OPEN: per_minute(50, at_once=15),
        LOOK_AT_DND: per_minute(20, at_once=5),
        LOOK_AT_ONES_DND: per_minute(50, at_once=15),
    }
)
IN_ONE_CONVERSATION = Limit(timedelta(seconds=1))
NO_LIMITS: Mapping[str, Limit] = MappingProxyType({})


def next_allowed(used_until: datetime | None, *, now: datetime, limit: Limit) -> datetime:
    """Work out when the next call may leave, if the calls so far use the limit up until `used_until`."""
    if used_until is None:
        return now
    return max(now, _sane(used_until, now, limit) - limit.leeway)


def after_call(used_until: datetime | None, *, now: datetime, limit: Limit) -> datetime:
    """Work out until when the limit is used up with one more call, that leaves now."""
    return max(now, _sane(used_until or now, now, limit)) + limit.every


def _sane(used_until: datetime, now: datetime, limit: Limit) -> datetime:
    """Cap what lies further ahead than all calls at once could take it: a clock has been set back."""
    return min(used_until, now + limit.every * limit.at_once)


@dataclass(frozen=True, slots=True)
class _BackOff:
    begun: datetime
    span: timedelta

    def until(self, now: datetime) -> datetime:
        """Work out its end. Begun in the future, it comes from a clock that was set back: it is over."""
        return self.begun + self.span if self.begun <= now else now


class Pace:
    """The memory of one process for its calls to Slack.

    Another process has its own; Slack's 429 settles the difference.
    """

    def __init__(self, limits: Mapping[str, Limit] = SLACK_LIMITS) -> None:
        self._limits = limits
        self._used: dict[tuple[str, ...], datetime] = {}
        self._back_offs: dict[tuple[str, str], _BackOff] = {}
        self._failures: dict[str, int] = {}

    def free_at(self, workspace_id: str, method: str, now: datetime, *, channel: str = "") -> datetime:
        """Work out when this call may leave: `now`, or later."""
        free = [
            next_allowed(self._used.get(key), now=now, limit=limit)
            for key, limit in self._keys(workspace_id, method, channel)
        ]
        free += [
            waits.until(now) for one in (method, "") if (waits := self._back_offs.get((workspace_id, one)))
        ]
        return max([now, *free])

    def between(self, method: str) -> timedelta:
        """Give the time from one call to the next, when many wait."""
        return self._limits[method].every if method in self._limits else timedelta()

    def take(self, workspace_id: str, method: str, now: datetime, *, channel: str = "") -> None:
        """Count a call that leaves now."""
        for key, limit in self._keys(workspace_id, method, channel):
            self._used[key] = after_call(self._used.get(key), now=now, limit=limit)
        if len(self._used) > KEPT:
            self._used = {key: until for key, until in self._used.items() if until > now}

    def back_off(self, workspace_id: str, method: str, now: datetime, span: timedelta) -> None:
        """Leave this method alone in this workspace for `span` from `now` on; "" stands for all methods."""
        self._back_offs[workspace_id, method] = _BackOff(now, span)

    def note_failure(self, workspace_id: str, now: datetime) -> datetime:
        """Count a call without a clear answer, and return when to try again: later with each in a row.

        From the third on nothing is tried in this workspace until then.
        """
        times = self._failures[workspace_id] = self._failures.get(workspace_id, 0) + 1
        span = min(SHORTEST_BACK_OFF * (1 << min(times - 1, 10)), LONGEST_BACK_OFF)
        if times > FORGIVEN:
            self.back_off(workspace_id, "", now, span)
        return now + span

    def note_success(self, workspace_id: str) -> None:
        """Forget the failures of a workspace."""
        self._failures.pop(workspace_id, None)

    def blocked(self, now: datetime) -> list[str]:
        """List the workspaces in which nothing can be posted now, sorted."""
        known = {key[0] for key in (*self._used, *self._back_offs)}
        return sorted(one for one in known if self.free_at(one, POST, now) > now)

    def _keys(self, workspace_id: str, method: str, channel: str) -> list[tuple[tuple[str, ...], Limit]]:
        if method not in self._limits:
            return []
        found: list[tuple[tuple[str, ...], Limit]] = [((workspace_id, method), self._limits[method])]
        if channel:
            found.append(((workspace_id, method, channel), IN_ONE_CONVERSATION))
        return found


class Queue:
    """The waiting line of one round of sending: whoever comes later waits longer."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._waiting: Counter[tuple[str, str]] = Counter()

    def enter(self, workspace_id: str, method: str, now: datetime, *, channel: str) -> datetime:
        """Work out when this call may leave: `now`, or later, and then count it as waiting."""
        key = workspace_id, method
        free = self._pace.free_at(workspace_id, method, now)
        if free > now or self._waiting[key]:
            free += self._pace.between(method) * self._waiting[key]
            self._waiting[key] += 1
        return max(free, self._pace.free_at(workspace_id, method, now, channel=channel))

    def blocked(self, now: datetime) -> list[str]:
        """List the workspaces in which nothing more can be posted in this round, sorted."""
        full = {workspace_id for workspace_id, method in self._waiting if method == POST}
        return sorted({*self._pace.blocked(now), *full})
