"""What Slack said of people, remembered: in a rush the same is asked again within seconds."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.clock import Clock
from bot.slack.errors import RateLimited

# Somebody who stops being an admin or becomes a guest is taken at the old word for no longer.
REMEMBERED_FOR = timedelta(minutes=3)
# For a zone, or where Slack can't be asked just now. What changes meanwhile, events tell.
KNOWN_FOR = timedelta(days=1)
MOST_REMEMBERED = 5000

T = TypeVar("T")
Who = tuple[str, str]


class Remembered(Generic[T]):
    """Answers of Slack by workspace and person.

    An answer that says no is not kept. Where Slack asks to wait, it is left alone until then.
    """

    def __init__(self, ask: Callable[[str, str], Awaitable[T]], *, clock: Clock) -> None:
        self._ask, self._clock = ask, clock
        self._known: dict[Who, tuple[datetime, T]] = {}
        self._limited: dict[str, tuple[datetime, RateLimited]] = {}

    async def get(self, workspace_id: str, user_id: str) -> T:
        """Tell what is remembered, or ask. Raises what asking raises."""
        now = self._clock()
        answer = self._since(workspace_id, user_id, now, REMEMBERED_FOR)
        if answer is not None:
            return answer
        self._wait_for(workspace_id, now)
        try:
            answer = await self._ask(workspace_id, user_id)
        except RateLimited as limited:
            self._limited[workspace_id] = (now, limited)
            raise
        self._remember((workspace_id, user_id), (now, answer))
        return answer

    def known(self, workspace_id: str, user_id: str, *, within: timedelta = KNOWN_FOR) -> T | None:
        """Tell what was said so lately, without asking."""
        return self._since(workspace_id, user_id, self._clock(), within)

    def learn(self, workspace_id: str, user_id: str, answer: T, *, as_of: datetime) -> None:
        """Take what Slack says unasked of whoever is remembered; older news only means to ask anew."""
        known = self._known.pop((workspace_id, user_id), None)
        if known and known[0] <= as_of:
            self._remember((workspace_id, user_id), (self._clock(), answer))

    def forget(self, workspace_id: str, user_id: str) -> None:
        """Ask anew the next time."""
        self._known.pop((workspace_id, user_id), None)

    def _since(self, workspace_id: str, user_id: str, now: datetime, within: timedelta) -> T | None:
        asked_at, answer = self._known.get((workspace_id, user_id), (None, None))
        # A clock that was set back makes what is known no younger.
        is_recent = asked_at is not None and asked_at <= now < asked_at + within
        return answer if is_recent else None

    def _wait_for(self, workspace_id: str, now: datetime) -> None:
        since, limited = self._limited.get(workspace_id, (None, None))
        if since is None or limited is None:
            return
        if since <= now < since + limited.retry_after:
            raise RateLimited(limited.method, since + limited.retry_after - now)
        del self._limited[workspace_id]

    def _remember(self, who: Who, known: tuple[datetime, T]) -> None:
        self._known.pop(who, None)
        while len(self._known) >= MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[who] = known
