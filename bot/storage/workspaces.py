"""Workspaces: one Slack team each."""

from sqlalchemy import bindparam, select

from bot.domain.people import Workspace
from bot.errors import NotFound
from bot.storage.repository import Repository, add_new, noun_of, save_over, values_of
from bot.storage.tables import workspace

ADD = add_new(workspace)
SAVE = save_over(workspace)
GET = select(workspace).where(workspace.c.id == bindparam("ws"))
# Rows that only point here may be written meanwhile.
GET_LOCKED = GET.with_for_update(key_share=True)

LIST_IDS = select(workspace.c.id).order_by(workspace.c.id)


class Workspaces(Repository):
    async def ensure(self, workspace_id: str, name: str = "") -> None:
        """Leaves a workspace that is already known as it is."""
        await self._run(ADD, values_of(Workspace(workspace_id, name)))

    async def get(self, workspace_id: str, *, lock: bool = False) -> Workspace:
        """With `lock`, whoever else wants to change it waits until this transaction ends."""
        row = await self._first(GET_LOCKED if lock else GET, {"ws": workspace_id})
        if row is None:
            raise NotFound("This workspace is not set up here. Install the app again.")
        return noun_of(Workspace, row)

    async def save(self, one: Workspace) -> None:
        await self._run(SAVE, values_of(one))

    async def list_ids(self) -> list[str]:
        return [row.id for row in await self._all(LIST_IDS)]
