"""Waves open once a day; those that have closed are counted by a child process, which ends with it."""

import logging
from datetime import date

from bot.confined.pool import Pool
from bot.deps import Deps
from bot.domain.disclosure.noise import Chance
from bot.domain.feedback.waves import Wave
from bot.logs import note_failure
from bot.usecases.feedback.freezing import freeze_wave, list_closed
from bot.usecases.feedback.opening import open_waves

logger = logging.getLogger(__name__)
CHILD = "bot.storage.feedback.child"


class KeepWaves:
    """A job. What fails in one workspace or wave keeps back no other, and the next look tries again."""

    def __init__(self, deps: Deps, *, chance: Chance) -> None:
        self._deps, self._chance = deps, chance
        self._opened_on: dict[str, date] = {}

    async def __call__(self) -> None:
        deps = self._deps
        async with deps.db.statement() as repos:
            workspace_ids = [one.workspace_id for one in await repos.installations.list_all()]
        for one in workspace_ids:
            await self._freeze(one)
            await self._open(one)

    async def _open(self, workspace_id: str) -> None:
        deps, now = self._deps, self._deps.clock()
        if self._opened_on.get(workspace_id) == now.date():
            return
        try:
            await open_waves(deps.db, workspace_id=workspace_id, content=deps.content, now=now)
            self._opened_on[workspace_id] = now.date()
        except Exception as error:
            note_failure(logger, "waves could not be opened; the next look tries again", error)

    async def _freeze(self, workspace_id: str) -> None:
        deps, now = self._deps, self._deps.clock()
        closed = await list_closed(deps.db, workspace_id=workspace_id, now=now)
        if not closed:
            return
        pool = Pool(CHILD, count=1)
        waits: set[tuple[str, str]] = set()
        try:
            for wave in closed:
                # What was asked at the end is compared with the baseline, which goes with it.
                if (wave.program_id, wave.intake) not in waits and not await self._freeze_one(wave, pool):
                    waits.add((wave.program_id, wave.intake))
        finally:
            pool.close()

    async def _freeze_one(self, wave: Wave, pool: Pool) -> bool:
        deps, now = self._deps, self._deps.clock()
        try:
            await freeze_wave(deps.db, wave, counter=pool, chance=self._chance, now=now)
        except Exception as error:
            note_failure(logger, "a wave could not be counted; the next look tries again", error)
            return False
        return True
