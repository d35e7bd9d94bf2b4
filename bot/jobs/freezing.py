"""Numbers are frozen once a week, in every workspace by the clock of most of its people."""

import logging
from datetime import datetime

from bot.deps import Deps
from bot.domain.disclosure.noise import Chance
from bot.usecases.disclosure.freezing import freeze_numbers

logger = logging.getLogger(__name__)


class FreezeNumbers:
    """A job. Until the next Monday of a workspace it looks at nothing there."""

    def __init__(self, deps: Deps, *, chance: Chance) -> None:
        self._deps, self._chance = deps, chance
        self._next_at: dict[str, datetime] = {}

    async def __call__(self) -> None:
        deps, now = self._deps, self._deps.clock()
        async with deps.db.statement() as repos:
            workspace_ids = [one.workspace_id for one in await repos.installations.list_all()]
        for one in workspace_ids:
            if one not in self._next_at or now >= self._next_at[one]:
                await self._freeze(one, now)

    async def _freeze(self, workspace_id: str, now: datetime) -> None:
        """What fails in one workspace keeps back no other."""
        deps = self._deps
        try:
            self._next_at[workspace_id] = await freeze_numbers(
                deps.db, workspace_id=workspace_id, content=deps.content, chance=self._chance, now=now
            )
        except Exception:
            logger.exception("numbers could not be frozen; the next look tries again")
