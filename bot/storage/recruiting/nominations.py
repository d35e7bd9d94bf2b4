"""Nominations: who was asked to be a mentor, and who said no."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from bot.domain.joining.enrolments import Nomination
from bot.storage.repository import Repository, add_new, noun_of, save_over, values_of
from bot.storage.tables import nomination

ADD = add_new(nomination)
SAVE = save_over(nomination)
OF_WORKSPACE = select(nomination).where(nomination.c.workspace_id == bindparam("ws"))
FIND = OF_WORKSPACE.where(
    nomination.c.program_id == bindparam("program"), nomination.c.user_id == bindparam("user")
)
LIST_AMONG = OF_WORKSPACE.where(
    nomination.c.program_id.in_(bindparam("programs", expanding=True)),
    nomination.c.user_id.in_(bindparam("users", expanding=True)),
)
LIST_FOR_PROGRAM = OF_WORKSPACE.where(nomination.c.program_id == bindparam("program")).order_by(
    nomination.c.user_id
)
LIST_FOR_PERSON = OF_WORKSPACE.where(nomination.c.user_id == bindparam("user")).order_by(
    nomination.c.program_id
)
DELETE = delete(nomination).where(
    nomination.c.workspace_id == bindparam("ws"),
    nomination.c.program_id == bindparam("program"),
    nomination.c.user_id == bindparam("user"),
)
DELETE_ALL_OF = delete(nomination).where(
    nomination.c.workspace_id == bindparam("ws"), nomination.c.program_id == bindparam("program")
)


class Nominations(Repository):
    async def add_first(self, one: Nomination) -> bool:
        """False when this person was nominated here before, whatever they answered."""
        return (await self._run(ADD, values_of(one))).rowcount == 1

    async def save(self, one: Nomination) -> None:
        await self._run(SAVE, values_of(one))

    async def find(self, workspace_id: str, program_id: str, user_id: str) -> Nomination | None:
        row = await self._first(FIND, {"ws": workspace_id, "program": program_id, "user": user_id})
        return noun_of(Nomination, row) if row else None

    async def list_among(
        self, workspace_id: str, program_ids: Sequence[str], user_ids: Sequence[str]
    ) -> dict[tuple[str, str], Nomination]:
        """Those of these people for these programs, by the ids of both."""
        values = {"ws": workspace_id, "programs": list(program_ids), "users": list(user_ids)}
        rows = await self._all(LIST_AMONG, values)
        return {(row.program_id, row.user_id): noun_of(Nomination, row) for row in rows}

    async def list_for_program(self, workspace_id: str, program_id: str) -> list[Nomination]:
        rows = await self._all(LIST_FOR_PROGRAM, {"ws": workspace_id, "program": program_id})
        return [noun_of(Nomination, row) for row in rows]

    async def list_for_person(self, workspace_id: str, user_id: str) -> list[Nomination]:
        rows = await self._all(LIST_FOR_PERSON, {"ws": workspace_id, "user": user_id})
        return [noun_of(Nomination, row) for row in rows]

    async def delete(self, workspace_id: str, program_id: str, user_id: str) -> None:
        await self._run(DELETE, {"ws": workspace_id, "program": program_id, "user": user_id})

    async def delete_all_of(self, workspace_id: str, program_id: str) -> int:
        return (await self._run(DELETE_ALL_OF, {"ws": workspace_id, "program": program_id})).rowcount
