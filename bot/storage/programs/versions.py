"""Program versions: who changed what of a program, and when."""

from sqlalchemy import bindparam, insert, select

from bot.domain.programs.versions import ProgramVersion
from bot.storage.repository import Repository, noun_of, values_of
from bot.storage.tables import program_version

ADD = insert(program_version)
LIST = (
    select(program_version)
    .where(
        program_version.c.workspace_id == bindparam("ws"),
        program_version.c.program_id == bindparam("program"),
    )
    .order_by(program_version.c.number.desc())
)


class ProgramVersions(Repository):
    async def add(self, one: ProgramVersion) -> None:
        await self._run(ADD, values_of(one))

    async def list_for_program(self, workspace_id: str, program_id: str) -> list[ProgramVersion]:
        """Newest first."""
        rows = await self._all(LIST, {"ws": workspace_id, "program": program_id})
        return [noun_of(ProgramVersion, row) for row in rows]
