"""Thanks told at the end of mentorships."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import bindparam, select

from bot.domain.ending.thanks import Thanks
from bot.storage.ending.rows import thanks
from bot.storage.repository import Repository, add_new, noun_of, values_of

ADD = add_new(thanks)
LIST = (
    select(thanks)
    .where(
        thanks.c.workspace_id == bindparam("ws"),
        thanks.c.mentorship_id.in_(bindparam("mentorships", expanding=True)),
    )
    .order_by(thanks.c.mentorship_id, thanks.c.number)
)


class TheThanks(Repository):
    async def add_first(self, one: Thanks) -> bool:
        """False when this person has thanked in this mentorship before."""
        return (await self._run(ADD, values_of(one))).rowcount == 1

    async def list_for_mentorships(
        self, workspace_id: str, mentorship_ids: Sequence[str]
    ) -> dict[str, list[Thanks]]:
        """In their order; mentorships without any are left out."""
        found: dict[str, list[Thanks]] = defaultdict(list)
        values = {"ws": workspace_id, "mentorships": list(mentorship_ids)}
        for row in await self._all(LIST, values):
            found[row.mentorship_id].append(noun_of(Thanks, row))
        return dict(found)
