"""Home tabs are kept as things are: those that stand open, and those that Slack did not take."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.deps import Deps
from bot.slack.errors import SlackProblem
from bot.slack.homes import OPEN_FOR

logger = logging.getLogger(__name__)

Show = Callable[[Deps, str, str, datetime], Awaitable[None]]


class KeepHomesFresh:
    """A job. `show` publishes a Home that may stand before somebody, where something in it has changed.

    Without `within` it holds however long ago that was.
    """

    def __init__(self, deps: Deps, show: Show, *, within: timedelta | None = OPEN_FOR) -> None:
        self._deps, self._show, self._within = deps, show, within

    async def __call__(self) -> None:
        now = self._deps.clock()
        if self._within:
            self._deps.open_homes.forget_before(now - self._within)
        for workspace_id, user_id in self._deps.open_homes.list_open():
            try:
                await self._show(self._deps, workspace_id, user_id, now)
            except SlackProblem as problem:
                logger.warning("a Home tab could not be kept fresh: %s", problem)


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
