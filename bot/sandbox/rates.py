"""How often each method may be called in a minute, as Slack's tiers have it."""

from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from math import ceil
from types import MappingProxyType

from bot.sandbox.api.args import Args

MINUTE = timedelta(minutes=1)
TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
POST = "chat.postMessage"
# "Several hundred" in a workspace, and one a second in a conversation.
SPECIAL = {"auth.test": 600, POST: 300}
IN_ONE_CONVERSATION = 60
TIERS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        TIER_1: ("apps.connections.open",),
        TIER_2: ("dnd.teamInfo", "users.list", "users.conversations"),
        TIER_3: (
            "chat.delete",
            "chat.update",
            "conversations.info",
            "conversations.open",
            "dnd.info",
            "team.info",
            "users.lookupByEmail",
        ),
        TIER_4: (
            "chat.postEphemeral",
            "conversations.members",
            "files.completeUploadExternal",
            "files.getUploadURLExternal",
            "users.info",
            "views.open",
            "views.publish",
            "views.push",
            "views.update",
        ),
    }
)
MOST = SPECIAL | {method: most for most, methods in TIERS.items() for method in methods}


class Rates:
    """Counts calls of each method over the last minute, by the sandbox's clock.

    Set `strict` to have too many refused; `most` says how many are not.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.strict, self.most = False, dict(MOST)
        self._now = now
        self._calls: dict[tuple[str, str], deque[datetime]] = {}

    def take(self, method: str, args: Args) -> int:
        """Count a call; returns after how many seconds it may come again, 0 when it is let through."""
        if not self.strict:
            return 0
        counted = [((method, ""), self.most.get(method, TIER_2))]
        if method == POST:
            counted.append(((method, args.text("channel")), IN_ONE_CONVERSATION))
        waits = [self._wait(key, most) for key, most in counted]
        if not any(waits):
            for key, _ in counted:
                self._calls[key].append(self._now())
        return max(waits)

    def _wait(self, key: tuple[str, str], most: int) -> int:
        calls, now = self._calls.setdefault(key, deque()), self._now()
        while calls and calls[0] <= now - MINUTE:
            calls.popleft()
        return ceil((calls[0] + MINUTE - now).total_seconds()) if len(calls) >= most else 0
