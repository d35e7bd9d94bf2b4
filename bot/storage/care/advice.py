"""Requests for advice: what mentors asked a program's lead, for 30 days."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update

from bot.domain.care.advice import Advice
from bot.storage.care.rows import advice
from bot.storage.installation.rows import goes_on
from bot.storage.repository import Repository, noun_of, save_over, values_of

SAVE = save_over(advice)
IN_WORKSPACE = advice.c.workspace_id == bindparam("ws")
IS_THIS = (IN_WORKSPACE, advice.c.user_id == bindparam("user"), advice.c.program_id == bindparam("program"))
FIND = select(advice).where(*IS_THIS)
LIST_FOR_PROGRAMS = (
    select(advice)
    .where(IN_WORKSPACE, advice.c.program_id.in_(bindparam("programs", expanding=True)))
    .order_by(advice.c.asked_on, advice.c.program_id, advice.c.user_id)
)
LIST_UNSEEN = (
    select(advice)
    .where(advice.c.seen_by.is_(None), goes_on(advice.c.workspace_id))
    .order_by(advice.c.workspace_id, advice.c.program_id, advice.c.user_id)
)
# Two leads at once: the later one waits for the first, and finds it seen.
SEE = (
    update(advice)
    .where(*IS_THIS, advice.c.seen_by.is_(None))
    .values(seen_by=bindparam("by"), seen_on=bindparam("on"))
)


class Advices(Repository):
    async def save(self, one: Advice) -> None:
        await self._run(SAVE, values_of(one))

    async def find(self, workspace_id: str, user_id: str, program_id: str) -> Advice | None:
        row = await self._first(FIND, {"ws": workspace_id, "user": user_id, "program": program_id})
        return noun_of(Advice, row) if row else None

    async def list_for_programs(self, workspace_id: str, program_ids: Sequence[str]) -> list[Advice]:
        """For their lead alone; what was asked first comes first."""
        rows = await self._all(LIST_FOR_PROGRAMS, {"ws": workspace_id, "programs": list(program_ids)})
        return [noun_of(Advice, row) for row in rows]

    async def list_unseen(self) -> list[Advice]:
        """Over all workspaces: those that no lead has seen yet."""
        return [noun_of(Advice, row) for row in await self._all(LIST_UNSEEN)]

    async def see(self, one: Advice) -> bool:
        """False if somebody has seen it already, or it is gone; `one` says who and on what day."""
        values = {
            "ws": one.workspace_id,
            "user": one.user_id,
            "program": one.program_id,
            "by": one.seen_by,
            "on": one.seen_on,
        }
        return (await self._run(SEE, values)).rowcount == 1
