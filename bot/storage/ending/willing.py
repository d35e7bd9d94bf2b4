"""Who would mentor when a program runs again."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from bot.domain.ending.willing import Willing
from bot.storage.ending.rows import willing
from bot.storage.repository import Repository, add_new, noun_of, values_of

ADD = add_new(willing)
IN_WORKSPACE = willing.c.workspace_id == bindparam("ws")
OF_PERSON = willing.c.user_id == bindparam("user")
LIST = (
    select(willing)
    .where(IN_WORKSPACE, willing.c.program_id.in_(bindparam("programs", expanding=True)))
    .order_by(willing.c.program_id, willing.c.user_id)
)
LIST_FOR_PERSON = select(willing).where(IN_WORKSPACE, OF_PERSON).order_by(willing.c.program_id)
TAKE_BACK = delete(willing).where(IN_WORKSPACE, OF_PERSON, willing.c.program_id == bindparam("program"))


class TheWilling(Repository):
    async def add_first(self, one: Willing) -> bool:
        """False when they had said so before."""
        return (await self._run(ADD, values_of(one))).rowcount == 1

    async def take_back(self, workspace_id: str, program_id: str, user_id: str) -> bool:
        """False if there was nothing to take back."""
        values = {"ws": workspace_id, "program": program_id, "user": user_id}
        return (await self._run(TAKE_BACK, values)).rowcount == 1

    async def list_for_programs(
        self, workspace_id: str, program_ids: Sequence[str]
    ) -> dict[str, list[Willing]]:
        """By program; those without any are left out."""
        found: dict[str, list[Willing]] = defaultdict(list)
        for row in await self._all(LIST, {"ws": workspace_id, "programs": list(program_ids)}):
            found[row.program_id].append(noun_of(Willing, row))
        return dict(found)

    async def list_for_person(self, workspace_id: str, user_id: str) -> list[Willing]:
        rows = await self._all(LIST_FOR_PERSON, {"ws": workspace_id, "user": user_id})
        return [noun_of(Willing, row) for row in rows]
