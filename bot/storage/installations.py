"""Installations: what it takes to act in a workspace, its token encrypted."""

from dataclasses import replace

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import Installation, Workspace
from bot.storage.encryption import Cipher
from bot.storage.repository import Repository, add_new, noun_of, save_over, values_of
from bot.storage.tables import installation, workspace

ADD_WORKSPACE = add_new(workspace)
SAVE = save_over(installation)
LIST = select(installation).order_by(installation.c.workspace_id)
FIND = select(installation).where(installation.c.workspace_id == bindparam("ws"))
DELETE_WORKSPACE = delete(workspace).where(workspace.c.id == bindparam("ws"))
SET_TOKEN = (
    update(installation)
    .where(installation.c.workspace_id == bindparam("ws"))
    .values(bot_token=bindparam("token"))
)


class Installations(Repository):
    def __init__(self, connection: AsyncConnection, *, cipher: Cipher) -> None:
        super().__init__(connection)
        self._cipher = cipher

    async def save(self, one: Installation) -> None:
        """Makes the workspace too, when it is new."""
        await self._run(ADD_WORKSPACE, values_of(Workspace(one.workspace_id)))
        await self._run(SAVE, values_of(replace(one, bot_token=self._cipher.encrypt(one.bot_token))))

    async def find(self, workspace_id: str) -> Installation | None:
        row = await self._first(FIND, {"ws": workspace_id})
        return self._readable(noun_of(Installation, row)) if row else None

    async def list_all(self) -> list[Installation]:
        return [self._readable(noun_of(Installation, row)) for row in await self._all(LIST)]

    async def delete(self, workspace_id: str) -> None:
        """Deletes the workspace with everything that belongs to it."""
        await self._run(DELETE_WORKSPACE, {"ws": workspace_id})

    async def rotate(self) -> int:
        """Encrypt every token again, with the first key; how many there were."""
        rows = await self._all(LIST)
        for row in rows:
            token = self._cipher.rotate(row.bot_token)
            await self._run(SET_TOKEN, {"ws": row.workspace_id, "token": token})
        return len(rows)

    def _readable(self, one: Installation) -> Installation:
        return replace(one, bot_token=self._cipher.decrypt(one.bot_token))
