"""Days on which a mentorship's silence is not counted, remembered longer than the shifts they come from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, func, insert, select

from bot.domain.mentorships.mentorships import CURRENT, Outcome
from bot.domain.stopped_days import Stopped
from bot.storage.mentorships.reading import members_of_it
from bot.storage.mentorships.rows import stopped_days
from bot.storage.repository import Repository
from bot.storage.tables import cycle, member, mentorship

ANSWERS = [one for one in Outcome if one.is_an_answer]
answered = cycle.alias("answered")
# The last answer may be taken back: a silence then begins after the one before it.
LAST_BUT_ONE = (
    select(answered.c.number)
    .where(
        answered.c.workspace_id == cycle.c.workspace_id,
        answered.c.mentorship_id == cycle.c.mentorship_id,
        answered.c.outcome.in_(ANSWERS),
    )
    .order_by(answered.c.number.desc())
    .limit(1)
    .offset(1)
    .correlate(cycle)
    .scalar_subquery()
)


def may_be_silent_on(day: ColumnElement[date]) -> ColumnElement[bool]:
    """A condition about a mentorship: it goes on, and a silence of today may have begun by that day."""
    return and_(
        mentorship.c.state.in_(sorted(CURRENT)),
        exists().where(
            cycle.c.workspace_id == mentorship.c.workspace_id,
            cycle.c.mentorship_id == mentorship.c.id,
            cycle.c.starts_on <= day,
            cycle.c.number > func.coalesce(LAST_BUT_ONE, 0),
        ),
    )


LIST_SILENT = (
    select(mentorship.c.id, member.c.user_id)
    .join_from(mentorship, member, members_of_it(member))
    .where(
        member.c.workspace_id == bindparam("ws"),
        member.c.user_id.in_(bindparam("users", expanding=True)),
        may_be_silent_on(bindparam("day", type_=cycle.c.starts_on.type)),
    )
    .order_by(mentorship.c.id, member.c.user_id)
    .with_for_update(of=mentorship)
)
THESE = and_(
    stopped_days.c.workspace_id == bindparam("ws"),
    stopped_days.c.mentorship_id.in_(bindparam("mentorships", expanding=True)),
)
LIST = (
    select(stopped_days.c.mentorship_id, stopped_days.c.starts_on, stopped_days.c.ends_on)
    .where(THESE)
    .order_by(stopped_days.c.mentorship_id, stopped_days.c.starts_on)
)
DELETE = delete(stopped_days).where(THESE)
ADD = insert(stopped_days)


class StoppedDays(Repository):
    async def lock_silent(
        self, workspace_id: str, user_ids: Sequence[str], day: date
    ) -> dict[str, list[str]]:
        """Which of these people are in each mentorship whose silence may have begun by that day, by its id.

        Whoever else wants to change one of them waits until this transaction ends.
        """
        found: dict[str, list[str]] = defaultdict(list)
        values = {"ws": workspace_id, "users": list(user_ids), "day": day}
        for row in await self._all(LIST_SILENT, values):
            found[row.id].append(row.user_id)
        return dict(found)

    async def list_for_mentorships(
        self, workspace_id: str, mentorship_ids: Sequence[str]
    ) -> dict[str, list[Stopped]]:
        """By mentorship, in order; one without any is left out."""
        found: dict[str, list[Stopped]] = defaultdict(list)
        for row in await self._all(LIST, {"ws": workspace_id, "mentorships": list(mentorship_ids)}):
            found[row.mentorship_id].append((row.starts_on, row.ends_on))
        return dict(found)

    async def replace(self, workspace_id: str, days: Mapping[str, Sequence[Stopped]]) -> None:
        """These are all there are of each of these mentorships."""
        await self._run(DELETE, {"ws": workspace_id, "mentorships": list(days)})
        await self._run_for_each(
            ADD,
            [
                {"workspace_id": workspace_id, "mentorship_id": one, "starts_on": first, "ends_on": last}
                for one, spans in days.items()
                for first, last in spans
            ],
        )
