"""Lists with names that were fetched a day ago are deleted in Slack."""

import logging

from bot.deps import Deps
from bot.logs import note_failure
from bot.usecases.exports.fetching import take_back_files

logger = logging.getLogger(__name__)


class TakeBackLists:
    """A job. What fails in one workspace keeps back no other, and the next look tries again."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    async def __call__(self) -> int:
        """Of how many lists the file was deleted."""
        deps, done = self._deps, 0
        async with deps.db.statement() as repos:
            workspace_ids = [one.workspace_id for one in await repos.installations.list_all()]
        for one in workspace_ids:
            try:
                done += await take_back_files(deps.db, deps.slack, workspace_id=one, now=deps.clock())
            except Exception as error:
                note_failure(logger, "lists could not be taken back; the next look tries again", error)
        return done
