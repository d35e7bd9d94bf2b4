"""Versions of what every program shows: who changed which signpost, or the sites, and what it was."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, insert, select

from bot.domain.programs.hospital import HospitalVersion
from bot.storage.repository import Repository, noun_of, values_of
from bot.storage.tables import hospital_version

OF_WORKSPACE = hospital_version.c.workspace_id == bindparam("ws")
ADD = insert(hospital_version)
LAST = select(func.coalesce(func.max(hospital_version.c.number), 0)).where(OF_WORKSPACE)
LIST = (
    select(hospital_version)
    .where(OF_WORKSPACE)
    .order_by(hospital_version.c.number.desc())
    .limit(bindparam("limit"))
)
LIST_NUMBERED = select(hospital_version).where(
    OF_WORKSPACE, hospital_version.c.number.in_(bindparam("numbers", expanding=True))
)


class HospitalVersions(Repository):
    async def add(self, one: HospitalVersion) -> None:
        await self._run(ADD, values_of(one))

    async def last_number(self, workspace_id: str) -> int:
        """0 before the first."""
        return int((await self._run(LAST, {"ws": workspace_id})).scalar_one())

    async def list_latest(self, workspace_id: str, *, limit: int) -> list[HospitalVersion]:
        """Newest first."""
        rows = await self._all(LIST, {"ws": workspace_id, "limit": limit})
        return [noun_of(HospitalVersion, row) for row in rows]

    async def list_numbered(self, workspace_id: str, numbers: Sequence[int]) -> dict[int, HospitalVersion]:
        """By number; those that are not there are left out."""
        rows = await self._all(LIST_NUMBERED, {"ws": workspace_id, "numbers": list(numbers)})
        return {row.number: noun_of(HospitalVersion, row) for row in rows}
