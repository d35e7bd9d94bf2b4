"""External results: each version as it was typed."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select

from bot.domain.measures.external import ExternalResult
from bot.storage.measures.rows import external_result
from bot.storage.repository import Repository, noun_of, values_of

ADD = insert(external_result)
LIST = (
    select(external_result)
    .where(
        external_result.c.workspace_id == bindparam("ws"),
        external_result.c.program_id.in_(bindparam("programs", expanding=True)),
    )
    .order_by(external_result.c.program_id, external_result.c.measure_id, external_result.c.number.desc())
)


class ExternalResults(Repository):
    async def add(self, one: ExternalResult) -> None:
        await self._run(ADD, values_of(one))

    async def list_for_programs(
        self, workspace_id: str, program_ids: Sequence[str]
    ) -> dict[str, list[ExternalResult]]:
        """By program, of each measure the newest first; programs without any are left out."""
        found: dict[str, list[ExternalResult]] = defaultdict(list)
        for row in await self._all(LIST, {"ws": workspace_id, "programs": list(program_ids)}):
            found[row.program_id].append(noun_of(ExternalResult, row))
        return dict(found)
