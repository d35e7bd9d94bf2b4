"""The hospital's export, looked for every few hours; what was known stays whenever it cannot be read."""

import logging
from datetime import date

from bot.clock import Clock
from bot.deps import Deps
from bot.errors import UserFacingError
from bot.slack.errors import SlackProblem
from bot.usecases.directory.feed import Export, Feed, newest_export
from bot.usecases.directory.following import follow_directory
from bot.usecases.directory.importing import DirectoryCounted, import_directory
from bot.usecases.directory.members import link_members

logger = logging.getLogger(__name__)


class ReadDirectoryFeed:
    """A job. Trouble is logged when it begins and when it ends, without the feed's address."""

    def __init__(self, deps: Deps, feed: Feed, *, workspace_id: str, wall: Clock) -> None:
        self._deps, self._feed, self._workspace_id, self._wall = deps, feed, workspace_id, wall
        self._trouble: str | None = None

    async def __call__(self) -> DirectoryCounted | None:
        """What a new file brought; None when there was none, or the app is not installed."""
        async with self._deps.db.statement() as repos:
            if await repos.installations.taken_out_at(self._workspace_id):
                return None
        counted = None
        try:
            counted = await self._read()
            await link_members(
                self._deps.db, self._deps.slack, workspace_id=self._workspace_id, today=self._today
            )
        except (UserFacingError, SlackProblem) as problem:
            self._note(str(problem))
        else:
            self._note(None)
        # Also without a new file: a last day may have come.
        await follow_directory(self._deps.db, workspace_id=self._workspace_id, now=self._deps.clock())
        return counted

    @property
    def _today(self) -> date:
        return self._deps.clock().date()

    async def _read(self) -> DirectoryCounted | None:
        people = self._deps.content.people
        async with newest_export(self._feed, people=people, at=self._wall()) as export:
            async with self._deps.db.statement() as repos:
                latest = await repos.directory_imports.find_latest(self._workspace_id)
            if latest is not None and latest.file_key == export.key:
                return None
            return await self._import(export)

    async def _import(self, export: Export) -> DirectoryCounted:
        counted = await import_directory(
            self._deps.db,
            workspace_id=self._workspace_id,
            file=export.file,
            file_key=export.key,
            today=self._today,
        )
        logger.info(
            "the staff directory was read: %d joined, %d moved, %d left, %d came back, %d rows rejected",
            counted.joined,
            counted.moved,
            counted.left,
            counted.came_back,
            counted.rejected,
        )
        return counted

    def _note(self, trouble: str | None) -> None:
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if trouble:
            logger.warning("the staff directory stays as it was: %s", trouble)
        else:
            logger.info("the staff directory can be read again")
