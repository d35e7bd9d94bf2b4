"""Once a day Slack is asked whether the app is still installed, or is again: an event may have been lost."""

from bot.deps import Deps
from bot.usecases.installation.installing import come_back
from bot.usecases.installation.uninstalling import find_taken_out


class LookAtInstallations:
    """A job. `token` is the one that the bot was started with, for `workspace_id`."""

    def __init__(self, deps: Deps, *, workspace_id: str, token: str) -> None:
        self._deps, self._workspace_id, self._token = deps, workspace_id, token

    async def __call__(self) -> None:
        deps, now = self._deps, self._deps.clock()
        if self._workspace_id not in await find_taken_out(deps.db, deps.slack, now=now):
            await come_back(deps.db, deps.slack, workspace_id=self._workspace_id, token=self._token, now=now)
