"""Briefings: how far people are with them."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import bindparam, select

from bot.domain.joining.briefings import Briefing
from bot.storage.repository import Repository, noun_of, save_over, values_of
from bot.storage.tables import briefing

SAVE = save_over(briefing)
OF_WORKSPACE = select(briefing).where(briefing.c.workspace_id == bindparam("ws"))
LIST_OF = OF_WORKSPACE.where(briefing.c.user_id == bindparam("user")).order_by(briefing.c.briefing_id)
LIST_FINISHED = (
    select(briefing.c.user_id, briefing.c.briefing_id)
    .where(briefing.c.workspace_id == bindparam("ws"), briefing.c.finished_on.is_not(None))
    .where(briefing.c.user_id.in_(bindparam("users", expanding=True)))
)


class Briefings(Repository):
    async def save(self, one: Briefing) -> None:
        await self._run(SAVE, values_of(one))

    async def list_of(self, workspace_id: str, user_id: str) -> dict[str, Briefing]:
        """By briefing id; what was never opened is left out."""
        rows = await self._all(LIST_OF, {"ws": workspace_id, "user": user_id})
        return {row.briefing_id: noun_of(Briefing, row) for row in rows}

    async def list_finished(self, workspace_id: str, user_ids: Sequence[str]) -> defaultdict[str, set[str]]:
        """Which briefings each of these has finished; nobody is missing, many have none."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for row in await self._all(LIST_FINISHED, {"ws": workspace_id, "users": list(user_ids)}):
            found[row.user_id].add(row.briefing_id)
        return found
