"""Suggestions: the mentors shown to a mentee, and what the mentee said of them."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, insert, or_, select, update

from bot.domain.matching.choices import Said, Suggestion
from bot.storage.joining.places import PROGRAMS_OF_PERSON
from bot.storage.repository import Repository, noun_of, values_of
from bot.storage.tables import suggestion

IN_WORKSPACE = suggestion.c.workspace_id == bindparam("ws")
IN_PROGRAM = suggestion.c.program_id == bindparam("program")
OF_PERSON = suggestion.c.user_id == bindparam("user")
IN_ORDER = (suggestion.c.program_id, suggestion.c.user_id, suggestion.c.position)
ADD = insert(suggestion)
LIST_FOR_PROGRAM = select(suggestion).where(IN_WORKSPACE, IN_PROGRAM).order_by(*IN_ORDER)
LIST_FOR_PERSON = (
    select(suggestion)
    .where(IN_WORKSPACE, OF_PERSON, suggestion.c.program_id.in_(PROGRAMS_OF_PERSON))
    .order_by(*IN_ORDER)
)
SAY = (
    update(suggestion)
    .where(IN_WORKSPACE, IN_PROGRAM, OF_PERSON, suggestion.c.mentor_id == bindparam("mentor"))
    .values(said=bindparam("what"))
)
DELETE_OPEN = delete(suggestion).where(
    IN_WORKSPACE,
    IN_PROGRAM,
    suggestion.c.user_id.in_(bindparam("users", expanding=True)),
    or_(suggestion.c.said.is_(None), suggestion.c.said != Said.NO),
)
DELETE_ALL_OF = delete(suggestion).where(IN_WORKSPACE, IN_PROGRAM)


class Suggestions(Repository):
    """Lists come by program and person, and in the order in which they are shown."""

    async def add_many(self, suggestions: Sequence[Suggestion]) -> None:
        await self._run_for_each(ADD, [values_of(one) for one in suggestions])

    async def list_for_program(self, workspace_id: str, program_id: str) -> list[Suggestion]:
        rows = await self._all(LIST_FOR_PROGRAM, {"ws": workspace_id, "program": program_id})
        return [noun_of(Suggestion, row) for row in rows]

    async def list_for_person(self, workspace_id: str, user_id: str) -> list[Suggestion]:
        """Those shown to this person, in all programs."""
        rows = await self._all(LIST_FOR_PERSON, {"ws": workspace_id, "user": user_id})
        return [noun_of(Suggestion, row) for row in rows]

    async def answer(
        self, workspace_id: str, program_id: str, user_id: str, *, mentor_id: str, said: Said | None
    ) -> bool:
        """False when this mentor was never shown to them."""
        values = {"ws": workspace_id, "program": program_id, "user": user_id, "mentor": mentor_id}
        return (await self._run(SAY, values | {"what": said})).rowcount == 1

    async def delete_open(self, workspace_id: str, program_id: str, user_ids: Sequence[str]) -> int:
        """Those shown to these people in this program; who was not for them stays."""
        values = {"ws": workspace_id, "program": program_id, "users": list(user_ids)}
        return (await self._run(DELETE_OPEN, values)).rowcount

    async def delete_all_of(self, workspace_id: str, program_id: str) -> int:
        return (await self._run(DELETE_ALL_OF, {"ws": workspace_id, "program": program_id})).rowcount
