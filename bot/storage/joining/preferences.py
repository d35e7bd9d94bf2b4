"""Preferences: what people like and know, beyond their post."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from bot.domain.people import Preferences as Liked
from bot.storage.repository import Repository, noun_of, save_over, values_of
from bot.storage.tables import preferences

SAVE = save_over(preferences)
LIST_BY_IDS = select(preferences).where(
    preferences.c.workspace_id == bindparam("ws"),
    preferences.c.user_id.in_(bindparam("users", expanding=True)),
)


class Preferences(Repository):
    async def save(self, one: Liked) -> None:
        await self._run(SAVE, values_of(one))

    async def get(self, workspace_id: str, user_id: str) -> Liked:
        """Empty for whoever has not said anything."""
        found = await self.list_by_ids(workspace_id, [user_id])
        return found.get(user_id) or Liked(workspace_id, user_id)

    async def list_by_ids(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, Liked]:
        """By user id; whoever has not said anything is left out."""
        rows = await self._all(LIST_BY_IDS, {"ws": workspace_id, "users": list(user_ids)})
        return {row.user_id: noun_of(Liked, row) for row in rows}
