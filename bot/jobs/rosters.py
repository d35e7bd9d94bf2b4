"""Rosters that are due are read anew."""

import random

from bot.deps import Deps
from bot.usecases.rosters.refreshing import RostersRead, refresh_rosters


class RefreshRosters:
    """A job, with a rng of its own that spreads the readings."""

    def __init__(self, deps: Deps, *, rng: random.Random) -> None:
        self._deps, self._rng = deps, rng

    async def __call__(self) -> RostersRead:
        deps = self._deps
        return await refresh_rosters(
            deps.db, feeds=deps.feeds, content=deps.content, now=deps.clock(), rng=self._rng
        )
