"""Everybody who takes part is looked up in Slack once a day."""

from datetime import timedelta

from bot.deps import Deps
from bot.usecases.directory.looking_up import BETWEEN, look_up_people


class LookUpPeople:
    """A job. A workspace on this machine sets no pace."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._between = timedelta(0) if deps.slack.is_local else BETWEEN

    async def __call__(self) -> int:
        """Of how many people there was news."""
        deps = self._deps
        async with deps.db.reading() as repos:
            workspace_ids = [one.workspace_id for one in await repos.installations.list_all()]
        return sum(
            [
                await look_up_people(
                    deps.db,
                    deps.slack,
                    workspace_id=one,
                    clock=deps.clock,
                    between=self._between,
                    with_guests=deps.guests_may_join,
                )
                for one in workspace_ids
            ]
        )
