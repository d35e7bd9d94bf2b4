"""Requests: what people asked a program's managers for."""

from sqlalchemy import bindparam, delete, select

from bot.domain.requests import Request, RequestState
from bot.storage.repository import Repository, noun_of, save_over, values_of
from bot.storage.tables import request

SAVE = save_over(request)
IN_WORKSPACE = request.c.workspace_id == bindparam("ws")
IN_PROGRAM = request.c.program_id == bindparam("program")
OF_PERSON = request.c.user_id == bindparam("user")
IN_ORDER = (request.c.asked_on, request.c.program_id, request.c.user_id, request.c.topic)
LIST_OPEN = (
    select(request).where(IN_WORKSPACE, IN_PROGRAM, request.c.state == RequestState.OPEN).order_by(*IN_ORDER)
)
LIST_FOR_PERSON = select(request).where(IN_WORKSPACE, OF_PERSON).order_by(*IN_ORDER)
DELETE_ALL_OF = delete(request).where(IN_WORKSPACE, IN_PROGRAM)


class Requests(Repository):
    """Lists begin with what was asked first."""

    async def save(self, one: Request) -> None:
        await self._run(SAVE, values_of(one))

    async def list_open(self, workspace_id: str, program_id: str) -> list[Request]:
        rows = await self._all(LIST_OPEN, {"ws": workspace_id, "program": program_id})
        return [noun_of(Request, row) for row in rows]

    async def list_for_person(self, workspace_id: str, user_id: str) -> list[Request]:
        """In all programs and states."""
        rows = await self._all(LIST_FOR_PERSON, {"ws": workspace_id, "user": user_id})
        return [noun_of(Request, row) for row in rows]

    async def delete_all_of(self, workspace_id: str, program_id: str) -> int:
        return (await self._run(DELETE_ALL_OF, {"ws": workspace_id, "program": program_id})).rowcount
