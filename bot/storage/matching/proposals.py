"""Proposals as a whole: what goes for all of one, who is left over, and when it goes out by itself."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from bot.domain.matching.proposals import LeftOver, Proposed
from bot.storage.installation.rows import goes_on
from bot.storage.joining.places import PROGRAMS_OF_PERSON
from bot.storage.repository import Repository, noun_of, save_over, values_of
from bot.storage.tables import left_over, proposal

SAVE = save_over(proposal)
FIND = select(proposal).where(
    proposal.c.workspace_id == bindparam("ws"), proposal.c.program_id == bindparam("program")
)
LIST_DUE = (
    select(proposal)
    .where(proposal.c.publish_at <= bindparam("when"), goes_on(proposal.c.workspace_id))
    .order_by(proposal.c.publish_at, proposal.c.workspace_id, proposal.c.program_id)
    .limit(bindparam("most"))
)
DELETE = delete(proposal).where(
    proposal.c.workspace_id == bindparam("ws"), proposal.c.program_id == bindparam("program")
)
LEFT_OVER_HERE = (
    left_over.c.workspace_id == bindparam("ws"),
    left_over.c.program_id == bindparam("program"),
)
LIST_LEFT_OVER = select(left_over).where(*LEFT_OVER_HERE).order_by(left_over.c.user_id)
LIST_FOR_PERSON = select(left_over).where(
    left_over.c.workspace_id == bindparam("ws"),
    left_over.c.user_id == bindparam("user"),
    left_over.c.program_id.in_(PROGRAMS_OF_PERSON),
)
DELETE_LEFT_OVER = delete(left_over).where(*LEFT_OVER_HERE)
ADD_LEFT_OVER = insert(left_over)


class Proposals(Repository):
    """Its matches are mentorships in state `proposed`."""

    async def save(self, one: Proposed) -> None:
        await self._run(SAVE, values_of(one))

    async def find(self, workspace_id: str, program_id: str) -> Proposed | None:
        row = await self._first(FIND, {"ws": workspace_id, "program": program_id})
        return noun_of(Proposed, row) if row else None

    async def list_due(self, now: datetime, *, limit: int) -> list[Proposed]:
        """Over all workspaces: to be published by now, the earliest first."""
        return [noun_of(Proposed, row) for row in await self._all(LIST_DUE, {"when": now, "most": limit})]

    async def delete(self, workspace_id: str, program_id: str) -> bool:
        """Who was left over still waits, and stays listed."""
        return (await self._run(DELETE, {"ws": workspace_id, "program": program_id})).rowcount == 1

    async def replace_left_over(self, workspace_id: str, program_id: str, people: Sequence[LeftOver]) -> None:
        await self._run(DELETE_LEFT_OVER, {"ws": workspace_id, "program": program_id})
        await self._run_for_each(ADD_LEFT_OVER, [values_of(one) for one in people])

    async def list_left_over(self, workspace_id: str, program_id: str) -> list[LeftOver]:
        rows = await self._all(LIST_LEFT_OVER, {"ws": workspace_id, "program": program_id})
        return [noun_of(LeftOver, row) for row in rows]

    async def what_would_help(self, workspace_id: str, user_id: str) -> dict[str, str]:
        """By program, for somebody who was left over there."""
        rows = await self._all(LIST_FOR_PERSON, {"ws": workspace_id, "user": user_id})
        return {row.program_id: row.help for row in rows}
