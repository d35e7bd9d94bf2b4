"""Meetings that are planned: what is offered, who ticked what, and the time that is set."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, insert, select

from bot.domain.meetings.meetings import Meeting
from bot.domain.meetings.slots import Slot
from bot.domain.mentorships.mentorships import MentorshipState
from bot.storage.installation.rows import goes_on
from bot.storage.meetings.rows import IS_ORPHANED, picked, planned
from bot.storage.repository import Repository, add_new, save_over, values_of
from bot.storage.tables import mentorship, outbox

OF_MENTORSHIP = and_(
    planned.c.workspace_id == bindparam("ws"), planned.c.mentorship_id == bindparam("mentorship")
)
ADD = add_new(planned)
SAVE = save_over(planned)
DELETE = delete(planned).where(OF_MENTORSHIP)
DELETE_PICKS = delete(picked).where(
    picked.c.workspace_id == bindparam("ws"), picked.c.mentorship_id == bindparam("mentorship")
)
ADD_PICK = insert(picked)
LIST = select(planned).where(
    planned.c.workspace_id == bindparam("ws"),
    planned.c.mentorship_id.in_(bindparam("mentorships", expanding=True)),
)
LIST_PICKS = select(picked).where(
    picked.c.workspace_id == bindparam("ws"),
    picked.c.mentorship_id.in_(bindparam("mentorships", expanding=True)),
)
LIST_ORPHANED = (
    select(planned.c.workspace_id, planned.c.mentorship_id)
    .join_from(
        planned,
        mentorship,
        and_(
            mentorship.c.workspace_id == planned.c.workspace_id,
            mentorship.c.id == planned.c.mentorship_id,
        ),
    )
    .where(
        IS_ORPHANED,
        planned.c.starts_at > bindparam("now"),
        ~planned.c.called_off,
        mentorship.c.state != MentorshipState.ACTIVE,
        goes_on(planned.c.workspace_id),
    )
    .order_by(planned.c.starts_at, planned.c.workspace_id, planned.c.mentorship_id)
    .limit(bindparam("most"))
)
IS_PAST = planned.c.good_until < bindparam("now")
LIST_PAST = select(planned.c.mentorship_id).where(IS_PAST)
FORGET_PAST = delete(planned).where(IS_PAST)
LAST_NUMBER = select(func.max(outbox.c.cycle)).where(
    outbox.c.workspace_id == bindparam("ws"),
    outbox.c.subject == bindparam("mentorship"),
    outbox.c.kind.in_(bindparam("kinds", expanding=True)),
)

# No fields of a meeting.
KEPT_ASIDE = frozenset({"good_until", "orphaned"})


class Meetings(Repository):
    async def find(self, workspace_id: str, mentorship_id: str) -> Meeting | None:
        return (await self.list_for_mentorships(workspace_id, [mentorship_id])).get(mentorship_id)

    async def list_for_mentorships(
        self, workspace_id: str, mentorship_ids: Sequence[str]
    ) -> dict[str, Meeting]:
        """Those that plan none are left out."""
        values = {"ws": workspace_id, "mentorships": list(mentorship_ids)}
        rows = await self._all(LIST, values)
        picks: dict[str, dict[str, tuple[datetime, ...]]] = defaultdict(dict)
        for row in await self._all(LIST_PICKS, values) if rows else ():
            picks[row.mentorship_id][row.user_id] = _moments(row.starts)
        return {row.mentorship_id: _meeting(row, picks[row.mentorship_id]) for row in rows}

    async def save(self, meeting: Meeting) -> None:
        """In place of what was planned before."""
        await self._run(SAVE, _values(meeting))
        key = {"ws": meeting.workspace_id, "mentorship": meeting.mentorship_id}
        await self._run(DELETE_PICKS, key)
        owner = {"workspace_id": meeting.workspace_id, "mentorship_id": meeting.mentorship_id}
        rows = [{**owner, "user_id": who, "starts": _written(of)} for who, of in meeting.picks.items()]
        await self._run_for_each(ADD_PICK, rows)

    async def add_first(self, meeting: Meeting) -> bool:
        """One that nobody has answered yet. False if there is one already; it stays as it is."""
        return (await self._run(ADD, _values(meeting))).rowcount == 1

    async def delete(self, workspace_id: str, mentorship_id: str) -> bool:
        """False if none was planned."""
        deleted = await self._run(DELETE, {"ws": workspace_id, "mentorship": mentorship_id})
        return deleted.rowcount == 1

    async def list_orphaned(self, now: datetime, limit: int) -> list[tuple[str, str]]:
        """Over all workspaces: mentorships with a time ahead that is set, but which rest or have ended."""
        rows = await self._all(LIST_ORPHANED, {"now": now, "most": limit})
        return [(row.workspace_id, row.mentorship_id) for row in rows]

    async def forget_past(self, now: datetime) -> int:
        """Over all workspaces: how many were of no use any more."""
        return (await self._run(FORGET_PAST, {"now": now})).rowcount

    async def last_number(self, workspace_id: str, mentorship_id: str, kinds: Collection[str]) -> int:
        """The highest that messages of these kinds about it carry; 0 for none."""
        values = {"ws": workspace_id, "mentorship": mentorship_id, "kinds": list(kinds)}
        row = await self._first(LAST_NUMBER, values)
        return (row[0] if row else None) or 0


def _values(meeting: Meeting) -> dict[str, Any]:
    slots = tuple(f"{slot.start.isoformat()}/{slot.minutes}" for slot in meeting.slots)
    more = {"slots": slots, "offered": _written(meeting.offered), "good_until": meeting.good_until}
    return {**values_of(meeting, without=["picks", "slots", "offered"]), **more, "orphaned": False}


def _written(moments: Iterable[datetime]) -> tuple[str, ...]:
    return tuple(one.isoformat() for one in moments)


def _moments(written: Iterable[str]) -> tuple[datetime, ...]:
    return tuple(datetime.fromisoformat(one) for one in written)


def _meeting(row: Row[Any], picks: Mapping[str, tuple[datetime, ...]]) -> Meeting:
    values = {name: value for name, value in row._mapping.items() if name not in KEPT_ASIDE}
    slots = (one.rpartition("/") for one in row.slots)
    return Meeting(
        **values
        | {
            "slots": tuple(Slot(datetime.fromisoformat(start), int(minutes)) for start, _, minutes in slots),
            "offered": _moments(row.offered),
            "picks": picks,
        }
    )
