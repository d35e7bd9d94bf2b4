"""Counts of a program for those who may see no name: none is read."""

from sqlalchemy import bindparam, func, select

from bot.domain.joining.enrolments import EnrolmentState
from bot.storage.repository import Repository
from bot.storage.tables import enrolment

HAS_A_PLACE = sorted(state for state in EnrolmentState if state.has_a_place)
ENROLLED = select(func.count()).where(
    enrolment.c.workspace_id == bindparam("ws"),
    enrolment.c.program_id == bindparam("program"),
    enrolment.c.state.in_(HAS_A_PLACE),
)


class Totals(Repository):
    async def enrolled(self, workspace_id: str, program_id: str) -> int:
        """How many have a place."""
        counted = await self._run(ENROLLED, {"ws": workspace_id, "program": program_id})
        return int(counted.scalar_one())
