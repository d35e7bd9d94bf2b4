"""Cells: each is written once, and read by everybody as it was written."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Executable, bindparam, select

from bot.domain.disclosure.cells import Cell
from bot.storage.disclosure.rows import cell
from bot.storage.repository import Repository, add_new, values_of

ADD = add_new(cell)
OF_PROGRAMS = (
    cell.c.workspace_id == bindparam("ws"),
    cell.c.program_id.in_(bindparam("programs", expanding=True)),
    cell.c.week >= bindparam("since"),
)
LIST = (
    select(cell.c.program_id, cell.c.kind, cell.c.week, cell.c.value, cell.c.could, cell.c.group)
    .where(*OF_PROGRAMS)
    .order_by(cell.c.program_id, cell.c.week, cell.c.kind, cell.c.group)
)

LIST_OF_KINDS = (
    select(cell.c.program_id, cell.c.kind, cell.c.week, cell.c.value, cell.c.could, cell.c.group)
    .where(*OF_PROGRAMS[:2], cell.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(cell.c.program_id, cell.c.week, cell.c.kind, cell.c.group)
)


class Cells(Repository):
    async def freeze(self, workspace_id: str, program_id: str, cells: Sequence[Cell]) -> bool:
        """Keep these, all or none: False, and nothing is changed, where the first of them is there already.

        Of two that freeze the same week at once, the second waits for the first and keeps nothing.
        """
        rows = [{"workspace_id": workspace_id, "program_id": program_id, **values_of(one)} for one in cells]
        if not rows or (await self._run(ADD, rows[0])).rowcount != 1:
            return False
        await self._run_for_each(ADD, rows[1:])
        return True

    async def list_for_programs(
        self, workspace_id: str, program_ids: Sequence[str], *, since: date
    ) -> dict[str, list[Cell]]:
        """By program, oldest first; a program without any is left out."""
        values = {"ws": workspace_id, "programs": list(program_ids), "since": since}
        return await self._list(LIST, values)

    async def list_of_kinds(
        self, workspace_id: str, program_ids: Sequence[str], kinds: Collection[str]
    ) -> dict[str, list[Cell]]:
        """The same of these kinds alone, of the whole life of each program."""
        values = {"ws": workspace_id, "programs": list(program_ids), "kinds": sorted(kinds)}
        return await self._list(LIST_OF_KINDS, values)

    async def _list(self, asked: Executable, values: Mapping[str, Any]) -> dict[str, list[Cell]]:
        found: dict[str, list[Cell]] = defaultdict(list)
        rows: Sequence[Sequence[Any]] = await self._all(asked, values)
        for program_id, kind, week, value, could, group in rows:
            found[program_id].append(Cell(kind, week, value, could, group))
        return dict(found)
