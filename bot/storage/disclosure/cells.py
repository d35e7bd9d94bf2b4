"""Cells: each is written once, and read by everybody as it was written."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select

from bot.domain.disclosure.cells import Cell
from bot.storage.disclosure.rows import cell
from bot.storage.repository import Asked, Repository, add_new, values_of

ADD = add_new(cell)
OF_PROGRAMS = (
    cell.c.workspace_id == bindparam("ws"),
    cell.c.program_id.in_(bindparam("programs", expanding=True)),
    cell.c.week >= bindparam("since"),
    cell.c.week < bindparam("before"),
)
LIST = (
    select(cell.c.program_id, cell.c.kind, cell.c.week, cell.c.value, cell.c.could, cell.c.group)
    .where(*OF_PROGRAMS)
    .order_by(cell.c.program_id, cell.c.week, cell.c.kind, cell.c.group)
)


class Cells(Repository):
    """With `before`, newer weeks are read as if they weren't there yet."""

    def __init__(self, connection: Asked, *, before: date = date.max) -> None:
        super().__init__(connection)
        self._before = before

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
        found: dict[str, list[Cell]] = defaultdict(list)
        values = {"ws": workspace_id, "programs": list(program_ids), "since": since, "before": self._before}
        for row in await self._all(LIST, values):
            kept = {name: value for name, value in row._mapping.items() if name != "program_id"}
            found[row.program_id].append(Cell(**kept))
        return dict(found)
