"""Exclusions: whom somebody asked never to be matched with."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, exists, select

from bot.domain.joining.enrolments import EnrolmentState, ExclusionKind
from bot.domain.programs.states import LIVE
from bot.storage.repository import Repository, add_new
from bot.storage.tables import enrolment, exclusion, person, program

ADD = add_new(exclusion)
IS_OF = (exclusion.c.workspace_id == bindparam("ws"), exclusion.c.user_id == bindparam("user"))
OF_KIND = (*IS_OF, exclusion.c.kind == bindparam("kind"))
DELETE = delete(exclusion).where(*OF_KIND)
DELETE_ALL_OF = delete(exclusion).where(*IS_OF)
LIST_OF = select(exclusion.c.other_id).where(*OF_KIND).order_by(exclusion.c.other_id)
LIST_AMONG = select(exclusion.c.user_id, exclusion.c.other_id, exclusion.c.kind).where(
    exclusion.c.workspace_id == bindparam("ws"), exclusion.c.user_id.in_(bindparam("users", expanding=True))
)

IN_IT = select(enrolment.c.user_id).where(
    enrolment.c.workspace_id == bindparam("ws"), enrolment.c.program_id == bindparam("program")
)
LOCK_THEM = (
    select(person.c.user_id)
    .where(person.c.workspace_id == bindparam("ws"), person.c.user_id.in_(IN_IT))
    .order_by(person.c.user_id)
    .with_for_update()
)
IN_ANOTHER = exists().where(
    enrolment.c.workspace_id == bindparam("ws"),
    enrolment.c.user_id == exclusion.c.user_id,
    enrolment.c.state.in_(sorted(state for state in EnrolmentState if state.has_a_place)),
    enrolment.c.program_id == program.c.id,
    program.c.workspace_id == bindparam("ws"),
    program.c.id != bindparam("program"),
    program.c.state.in_(sorted(LIVE)),
)
FORGET_AFTER = delete(exclusion).where(
    exclusion.c.workspace_id == bindparam("ws"),
    exclusion.c.kind.in_([ExclusionKind.LINE_MANAGER, ExclusionKind.PRIVATE]),
    exclusion.c.user_id.in_(IN_IT),
    ~IN_ANOTHER,
)


class Exclusions(Repository):
    async def replace(
        self,
        workspace_id: str,
        user_id: str,
        other_ids: Sequence[str],
        *,
        kind: ExclusionKind = ExclusionKind.LINE_MANAGER,
    ) -> None:
        """Only those of this kind are replaced."""
        await self._run(DELETE, {"ws": workspace_id, "user": user_id, "kind": kind})
        owner = {"workspace_id": workspace_id, "user_id": user_id, "kind": kind}
        await self._run_for_each(ADD, [{**owner, "other_id": other} for other in other_ids])

    async def delete_all_of(self, workspace_id: str, user_id: str) -> None:
        await self._run(DELETE_ALL_OF, {"ws": workspace_id, "user": user_id})

    async def forget_after(self, workspace_id: str, program_id: str) -> int:
        """What people of this program asked for goes with it, unless they have a place in another live one.

        Their rows are locked first: whoever joins another one at this moment keeps what they ask for there.
        """
        values = {"ws": workspace_id, "program": program_id}
        await self._run(LOCK_THEM, values)
        return (await self._run(FORGET_AFTER, values)).rowcount

    async def list_of(
        self, workspace_id: str, user_id: str, *, kind: ExclusionKind = ExclusionKind.LINE_MANAGER
    ) -> tuple[str, ...]:
        rows = await self._all(LIST_OF, {"ws": workspace_id, "user": user_id, "kind": kind})
        return tuple(row.other_id for row in rows)

    async def list_among(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """Who of these must not be matched with whom of these; whoever named nobody is left out."""
        return await self._among(workspace_id, user_ids, cleared=False)

    async def list_cleared_among(
        self, workspace_id: str, user_ids: Sequence[str]
    ) -> dict[str, frozenset[str]]:
        """Whom the directory calls a manager and who is not one, says the person."""
        return await self._among(workspace_id, user_ids, cleared=True)

    async def _among(
        self, workspace_id: str, user_ids: Sequence[str], *, cleared: bool
    ) -> dict[str, frozenset[str]]:
        asked = frozenset(user_ids)
        found: dict[str, set[str]] = defaultdict(set)
        for row in await self._all(LIST_AMONG, {"ws": workspace_id, "users": list(asked)}):
            if row.other_id in asked and (row.kind is ExclusionKind.CLEARED) is cleared:
                found[row.user_id].add(row.other_id)
        return {user_id: frozenset(others) for user_id, others in found.items()}
