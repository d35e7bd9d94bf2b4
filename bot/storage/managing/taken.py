"""Which manager has a mentorship that may need support in hand."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from bot.domain.managing.taken import Taken
from bot.storage.managing.rows import support_taken
from bot.storage.repository import Repository, noun_of, values_of

IN_WORKSPACE = support_taken.c.workspace_id == bindparam("ws")
_NEW = insert(support_taken)
# Two taps at once: the later one waits for the first, and finds it taken.
TAKE = _NEW.on_conflict_do_update(
    index_elements=["workspace_id", "mentorship_id"],
    set_={"taken_by": _NEW.excluded.taken_by, "taken_on": _NEW.excluded.taken_on},
    where=or_(
        support_taken.c.taken_by.not_in(bindparam("managers", expanding=True)),
        support_taken.c.taken_on < bindparam("since", type_=support_taken.c.taken_on.type),
    ),
)
GIVE_BACK = delete(support_taken).where(
    IN_WORKSPACE,
    support_taken.c.mentorship_id == bindparam("mentorship"),
    support_taken.c.taken_by == bindparam("by"),
)
LIST = select(support_taken).where(
    IN_WORKSPACE, support_taken.c.mentorship_id.in_(bindparam("mentorships", expanding=True))
)


class SupportTaken(Repository):
    async def take(self, one: Taken, *, managers: Collection[str], since: date) -> bool:
        """False if one of these managers has it already, for what is so `since` that day."""
        values = {**values_of(one), "managers": sorted(managers), "since": since}
        return (await self._run(TAKE, values)).rowcount == 1

    async def give_back(self, workspace_id: str, mentorship_id: str, *, by: str) -> bool:
        """False if somebody else has it, or nobody."""
        values = {"ws": workspace_id, "mentorship": mentorship_id, "by": by}
        return (await self._run(GIVE_BACK, values)).rowcount == 1

    async def list_for_mentorships(
        self, workspace_id: str, mentorship_ids: Sequence[str]
    ) -> dict[str, Taken]:
        """By mentorship; those that nobody has in hand are left out."""
        values = {"ws": workspace_id, "mentorships": list(mentorship_ids)}
        return {row.mentorship_id: noun_of(Taken, row) for row in await self._all(LIST, values)}
