"""Who installed the bot where, remembered for a minute so that not every click asks the database."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.domain.people import Installation
from bot.slack.errors import Refused

REMEMBER = timedelta(seconds=60)

FindInstallation = Callable[[str], Awaitable[Installation | None]]


class Installations:
    """Looked up by workspace id; only what was found is remembered."""

    def __init__(self, find_installation: FindInstallation, *, clock: Clock) -> None:
        self._find, self._clock = find_installation, clock
        self._known: dict[str, tuple[datetime, Installation]] = {}

    async def find(self, workspace_id: str) -> Installation | None:
        now = self._clock()
        known = self._known.get(workspace_id)
        if known and timedelta(0) <= now - known[0] < REMEMBER:
            return known[1]
        self.forget(workspace_id)
        found = await self._find(workspace_id)
        if found:
            self._known[workspace_id] = (now, found)
        return found

    async def token(self, workspace_id: str) -> str:
        """Raises Refused where the bot is not installed (any more)."""
        found = await self.find(workspace_id)
        if found is None:
            raise Refused("token", "not_installed")
        return found.bot_token

    def forget(self, workspace_id: str) -> None:
        self._known.pop(workspace_id, None)
