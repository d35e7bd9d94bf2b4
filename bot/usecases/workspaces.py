"""What belongs to the whole workspace: its signposts and its sites."""

from bot.domain.people import Workspace
from bot.storage.database import Database


async def read_workspace(db: Database, *, workspace_id: str) -> Workspace:
    async with db.transaction() as repos:
        return await repos.workspaces.get(workspace_id)
