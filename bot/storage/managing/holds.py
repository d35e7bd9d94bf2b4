"""What a manager holds: messages to a ward, a site or everybody, and kinds of message."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, delete, select, update

from bot.domain.managing.holds import Hold
from bot.storage.delivery.place_again import OF_PROGRAM as WAITS_IN_IT
from bot.storage.managing.rows import held_kind, hold
from bot.storage.repository import Repository, add_new, noun_of, values_of

ADD = add_new(hold)
IN_WORKSPACE = hold.c.workspace_id == bindparam("ws")
OF_PROGRAM = (IN_WORKSPACE, hold.c.program_id == bindparam("of_program"))
LIST = (
    select(hold)
    .where(IN_WORKSPACE, hold.c.program_id.in_(bindparam("programs", expanding=True)))
    .order_by(hold.c.program_id, hold.c.starts_on, hold.c.id)
)
END = (
    update(hold)
    .where(*OF_PROGRAM, hold.c.id == bindparam("one"), hold.c.until > bindparam("on"))
    .values(until=bindparam("on"))
)
DELETE = delete(hold).where(*OF_PROGRAM)

HOLD_KIND = add_new(held_kind)
HELD_IN = (held_kind.c.workspace_id == bindparam("ws"), held_kind.c.program_id == bindparam("of_program"))
LIST_KINDS = select(held_kind.c.kind).where(*HELD_IN)
RESUME_KIND = delete(held_kind).where(*HELD_IN, held_kind.c.kind == bindparam("of_kind"))
RESUME_ALL = delete(held_kind).where(*HELD_IN)
LIST_KINDS_OF = select(held_kind.c.program_id, held_kind.c.kind).where(
    held_kind.c.workspace_id == bindparam("ws"),
    held_kind.c.program_id.in_(bindparam("programs", expanding=True)),
)


class Holds(Repository):
    """With each change, what waits in the program looks for a moment anew."""

    async def add(self, one: Hold) -> None:
        await self._place_again(one.workspace_id, one.program_id)
        await self._run(ADD, values_of(one))

    async def list_for_programs(self, workspace_id: str, program_ids: Sequence[str]) -> dict[str, list[Hold]]:
        """By program, those that are over included; a program without any is left out."""
        found: dict[str, list[Hold]] = defaultdict(list)
        for row in await self._all(LIST, {"ws": workspace_id, "programs": list(program_ids)}):
            found[row.program_id].append(noun_of(Hold, row))
        return dict(found)

    async def end(self, workspace_id: str, program_id: str, hold_id: str, on: date) -> bool:
        """That day is not held any more. False when it had ended, or never was."""
        await self._place_again(workspace_id, program_id)
        values = {"ws": workspace_id, "of_program": program_id, "one": hold_id, "on": on}
        return (await self._run(END, values)).rowcount == 1

    async def hold_kind(self, workspace_id: str, program_id: str, kind: str) -> None:
        await self._run(HOLD_KIND, {"workspace_id": workspace_id, "program_id": program_id, "kind": kind})

    async def resume_kind(self, workspace_id: str, program_id: str, kind: str) -> None:
        await self._place_again(workspace_id, program_id)
        await self._run(RESUME_KIND, {"ws": workspace_id, "of_program": program_id, "of_kind": kind})

    async def list_held_kinds(self, workspace_id: str, program_id: str) -> frozenset[str]:
        rows = await self._all(LIST_KINDS, {"ws": workspace_id, "of_program": program_id})
        return frozenset(row.kind for row in rows)

    async def held_kinds_of(self, workspace_id: str, program_ids: Sequence[str]) -> dict[str, set[str]]:
        """By program; one that holds none is left out."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in await self._all(LIST_KINDS_OF, {"ws": workspace_id, "programs": list(program_ids)}):
            found[row.program_id].add(row.kind)
        return dict(found)

    async def delete_all_of(self, workspace_id: str, program_id: str) -> int:
        """Of a program that is over; how many holds there were."""
        values = {"ws": workspace_id, "of_program": program_id}
        await self._run(RESUME_ALL, values)
        return (await self._run(DELETE, values)).rowcount

    async def _place_again(self, workspace_id: str, program_id: str) -> None:
        await self._run(WAITS_IN_IT, {"ws": workspace_id, "of_program": program_id})
