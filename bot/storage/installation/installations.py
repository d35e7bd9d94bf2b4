"""Installations: what it takes to act in a workspace, its token encrypted; and where it was taken out."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, delete, func, literal, select, update
from sqlmodel import SQLModel

from bot.domain.people import Installation, Workspace
from bot.storage.encryption import Cipher
from bot.storage.installation.rows import uninstalled
from bot.storage.repository import Asked, Repository, add_new, noun_of, save_over, values_of
from bot.storage.signing_in.rows import dashboard_session, sign_in_link
from bot.storage.tables import installation, seen_event, workspace

ADD_WORKSPACE = add_new(workspace)
SAVE = save_over(installation)
LIST = select(installation).order_by(installation.c.workspace_id)
FIND = select(installation).where(installation.c.workspace_id == bindparam("ws"))
LOCK = FIND.with_for_update()
DELETE = delete(installation).where(installation.c.workspace_id == bindparam("ws"))
TAKE_OUT = add_new(uninstalled).from_select(
    ["workspace_id", "at"],
    select(workspace.c.id, bindparam("at", type_=uninstalled.c.at.type)).where(
        workspace.c.id == bindparam("ws")
    ),
)
SIGNED_IN = [
    delete(one).where(one.c.workspace_id == bindparam("ws")) for one in (sign_in_link, dashboard_session)
]
BRING_BACK = delete(uninstalled).where(uninstalled.c.workspace_id == bindparam("ws"))
TAKEN_OUT = select(uninstalled.c.at).where(uninstalled.c.workspace_id == bindparam("ws"))
LIST_TAKEN_OUT = (
    select(uninstalled.c.workspace_id)
    .where(uninstalled.c.at <= bindparam("when"))
    .order_by(uninstalled.c.at, uninstalled.c.workspace_id)
    .with_for_update()
)
# The keys of what was done once are no rows of the workspace, but name it.
DELETE_KEYS = delete(seen_event).where(seen_event.c.event_id.contains(literal(":") + bindparam("ws") + ":"))
DELETE_WORKSPACE = delete(workspace).where(workspace.c.id == bindparam("ws"))
SET_TOKEN = (
    update(installation)
    .where(installation.c.workspace_id == bindparam("ws"))
    .values(bot_token=bindparam("token"))
)


class Installations(Repository):
    def __init__(self, connection: Asked, *, cipher: Cipher) -> None:
        super().__init__(connection)
        self._cipher = cipher

    async def save(self, one: Installation) -> None:
        """Makes the workspace too, when it is new; where the app was taken out, all is as before."""
        await self._run(ADD_WORKSPACE, values_of(Workspace(one.workspace_id)))
        # Before, for who deletes it all at this moment; after, for who takes the app out.
        await self._run(BRING_BACK, {"ws": one.workspace_id})
        await self._run(SAVE, values_of(replace(one, bot_token=self._cipher.encrypt(one.bot_token))))
        await self._run(BRING_BACK, {"ws": one.workspace_id})

    async def find(self, workspace_id: str, *, lock: bool = False) -> Installation | None:
        row = await self._first(LOCK if lock else FIND, {"ws": workspace_id})
        return self._readable(noun_of(Installation, row)) if row else None

    async def list_all(self) -> list[Installation]:
        return [self._readable(noun_of(Installation, row)) for row in await self._all(LIST)]

    async def take_out(self, workspace_id: str, at: datetime) -> bool:
        """Forget the token and who is signed in, and leave all else as it is. False if it was taken out
        before, or is unknown.
        """
        for statement in (DELETE, *SIGNED_IN):
            await self._run(statement, {"ws": workspace_id})
        return (await self._run(TAKE_OUT, {"ws": workspace_id, "at": at})).rowcount == 1

    async def taken_out_at(self, workspace_id: str) -> datetime | None:
        row = await self._first(TAKEN_OUT, {"ws": workspace_id})
        return row.at if row else None

    async def list_taken_out(self, before: datetime) -> list[str]:
        """Over all workspaces: taken out by then. Until this transaction ends, none of them comes back."""
        return [row.workspace_id for row in await self._all(LIST_TAKEN_OUT, {"when": before})]

    async def count_rows(self, workspace_id: str) -> dict[str, int]:
        """How much is kept of a workspace, by table; a table without any is left out."""
        found = {}
        for table in SQLModel.metadata.sorted_tables:
            if "workspace_id" in table.c:
                counted = select(func.count()).where(table.c.workspace_id == bindparam("ws"))
                row = await self._first(counted, {"ws": workspace_id})
                found[table.name] = row[0] if row else 0
        return {name: count for name, count in found.items() if count}

    async def delete(self, workspace_id: str) -> None:
        """Deletes the workspace with everything that belongs to it."""
        await self._run(DELETE_WORKSPACE, {"ws": workspace_id})
        await self._run(DELETE_KEYS, {"ws": workspace_id})

    async def rotate(self) -> int:
        """Encrypt every token again, with the first key; how many there were."""
        rows = await self._all(LIST)
        for row in rows:
            token = self._cipher.rotate(row.bot_token)
            await self._run(SET_TOKEN, {"ws": row.workspace_id, "token": token})
        return len(rows)

    def _readable(self, one: Installation) -> Installation:
        return replace(one, bot_token=self._cipher.decrypt(one.bot_token))
