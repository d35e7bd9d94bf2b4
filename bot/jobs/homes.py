"""Home tabs that Slack did not take when they changed are shown again."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.deps import Deps
from bot.slack.errors import SlackProblem

logger = logging.getLogger(__name__)

Show = Callable[[Deps, str, str, datetime], Awaitable[None]]


class ShowHomesAgain:
    """A job. `show` publishes one, and notes whether that is settled."""

    def __init__(self, deps: Deps, show: Show) -> None:
        self._deps, self._show = deps, show

    async def __call__(self) -> None:
        now = self._deps.clock()
        for workspace_id, user_id in self._deps.stale_homes.due(now):
            try:
                await self._show(self._deps, workspace_id, user_id, now)
            except SlackProblem as problem:
                logger.warning("a Home tab could not be shown again: %s", problem)
