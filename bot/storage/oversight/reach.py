"""What a freezing counts of who takes part and who works here, by site, profession, stage and shifts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, bindparam, func, select

from bot.domain.disclosure.kinds import STAFF
from bot.storage.directory.entries import IS_THERE
from bot.storage.directory.rows import IS_SHOWN, entry
from bot.storage.disclosure.rows import cell
from bot.storage.managing.totals import HAS_A_PLACE
from bot.storage.repository import Repository, noun_of
from bot.storage.tables import enrolment, person, program

ABOUT_PEOPLE = (person.c.site, person.c.profession, person.c.career_stage, person.c.preset_id)
ABOUT_STAFF = (entry.c.site, entry.c.profession, entry.c.career_stage)
COUNT_REACHED = (
    select(*ABOUT_PEOPLE, func.count().label("people"))
    .join_from(
        enrolment,
        person,
        and_(person.c.workspace_id == enrolment.c.workspace_id, person.c.user_id == enrolment.c.user_id),
    )
    .where(
        enrolment.c.workspace_id == bindparam("ws"),
        enrolment.c.program_id == bindparam("program"),
        enrolment.c.state.in_(HAS_A_PLACE),
    )
    .group_by(*ABOUT_PEOPLE)
)
COUNT_STAFF = (
    select(*ABOUT_STAFF, func.count().label("people")).where(IS_SHOWN, IS_THERE).group_by(*ABOUT_STAFF)
)
OF_THE_WEEK = (
    cell.c.workspace_id == bindparam("ws"),
    cell.c.week == bindparam("week"),
    cell.c.kind == STAFF.name,
)
# Found through the programs, whose cells of a week have an index.
FIRST_COUNTED = (
    select(func.min(cell.c.program_id))
    .join_from(
        program, cell, and_(cell.c.workspace_id == program.c.workspace_id, cell.c.program_id == program.c.id)
    )
    .where(program.c.workspace_id == bindparam("ws"), *OF_THE_WEEK)
    .scalar_subquery()
)
LIST_COUNTED = select(cell.c.group, cell.c.value).where(*OF_THE_WEEK, cell.c.program_id == FIRST_COUNTED)


@dataclass(frozen=True, slots=True)
class Alike:
    """So many people of whom the same is known."""

    site: str | None
    profession: str | None
    career_stage: str | None
    people: int
    preset_id: str | None = None


class Reach(Repository):
    """For whoever freezes: no count of these is shown or stored."""

    async def count_reached(self, workspace_id: str, program_id: str) -> list[Alike]:
        """Those who have a place in a program."""
        values = {"ws": workspace_id, "program": program_id}
        return [noun_of(Alike, row) for row in await self._all(COUNT_REACHED, values)]

    async def count_staff(self, workspace_id: str, *, today: date) -> list[Alike]:
        """Those who are in the staff directory and here."""
        values = {"ws": workspace_id, "today": today}
        return [noun_of(Alike, row) for row in await self._all(COUNT_STAFF, values)]

    async def staff_of_week(self, workspace_id: str, *, week: date) -> dict[str, int]:
        """What was frozen of the directory for another program of the workspace in this week, by group."""
        rows = await self._all(LIST_COUNTED, {"ws": workspace_id, "week": week})
        return {row.group: row.value for row in rows}
