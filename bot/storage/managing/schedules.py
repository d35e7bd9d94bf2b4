"""Schedules of summaries: one a program."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, delete, select, update

from bot.domain.managing.schedules import Schedule
from bot.storage.managing.rows import summary_schedule
from bot.storage.repository import Repository, noun_of, save_over, values_of

IN_WORKSPACE = summary_schedule.c.workspace_id == bindparam("ws")
IT = (IN_WORKSPACE, summary_schedule.c.program_id == bindparam("of_program"))
SAVE = save_over(summary_schedule)
LIST = (
    select(summary_schedule)
    .where(IN_WORKSPACE, summary_schedule.c.program_id.in_(bindparam("programs", expanding=True)))
    .order_by(summary_schedule.c.program_id)
)
LIST_DUE = (
    select(summary_schedule)
    .where(IN_WORKSPACE, summary_schedule.c.next_on <= bindparam("until"))
    .order_by(summary_schedule.c.program_id)
)
MOVE_ON = (
    update(summary_schedule)
    .where(*IT, summary_schedule.c.next_on == bindparam("day"))
    .values(next_on=bindparam("following"))
)
DELETE = delete(summary_schedule).where(*IT)


class Schedules(Repository):
    """Whoever sets one takes the place of what stood."""

    async def save(self, one: Schedule) -> None:
        await self._run(SAVE, values_of(one))

    async def list_for_programs(self, workspace_id: str, program_ids: Sequence[str]) -> dict[str, Schedule]:
        """By program; one without is left out."""
        rows = await self._all(LIST, {"ws": workspace_id, "programs": list(program_ids)})
        return {row.program_id: noun_of(Schedule, row) for row in rows}

    async def find(self, workspace_id: str, program_id: str) -> Schedule | None:
        return (await self.list_for_programs(workspace_id, [program_id])).get(program_id)

    async def list_due(self, workspace_id: str, *, until: date) -> list[Schedule]:
        """Those whose next day is this one or an earlier one."""
        rows = await self._all(LIST_DUE, {"ws": workspace_id, "until": until})
        return [noun_of(Schedule, row) for row in rows]

    async def move_on(self, workspace_id: str, program_id: str, *, day: date, to: date) -> bool:
        """False where somebody else has moved it on from this day, or changed it."""
        values = {"ws": workspace_id, "of_program": program_id, "day": day, "following": to}
        return (await self._run(MOVE_ON, values)).rowcount == 1

    async def delete(self, workspace_id: str, program_id: str) -> bool:
        """False when there was none."""
        return (await self._run(DELETE, {"ws": workspace_id, "of_program": program_id})).rowcount == 1
