"""Reviews that were held."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from bot.domain.review.reviews import HeldReview
from bot.storage.repository import Repository, add_new, noun_of, values_of
from bot.storage.review.rows import review

ADD = add_new(review)
IN_WORKSPACE = review.c.workspace_id == bindparam("ws")
LIST = (
    select(review)
    .where(IN_WORKSPACE, review.c.program_id == bindparam("program"))
    .order_by(review.c.number.desc())
)
LAST_HELD = (
    select(review.c.program_id, func.max(review.c.held_at).label("held_at"))
    .where(IN_WORKSPACE, review.c.program_id.in_(bindparam("programs", expanding=True)))
    .group_by(review.c.program_id)
)


class Reviews(Repository):
    async def add_first(self, one: HeldReview) -> bool:
        """False when the program has one of this number."""
        return (await self._run(ADD, values_of(one))).rowcount == 1

    async def list_for_program(self, workspace_id: str, program_id: str) -> list[HeldReview]:
        """Newest first."""
        rows = await self._all(LIST, {"ws": workspace_id, "program": program_id})
        return [noun_of(HeldReview, row) for row in rows]

    async def last_held(self, workspace_id: str, program_ids: Sequence[str]) -> dict[str, datetime]:
        """By program; those without any are left out."""
        rows = await self._all(LAST_HELD, {"ws": workspace_id, "programs": list(program_ids)})
        return {row.program_id: row.held_at for row in rows}
