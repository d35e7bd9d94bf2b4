"""Lists of thousands: a program's mentorships and people, only what sorting and choosing among them needs."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, and_, bindparam, or_, select

from bot.domain.managing.listed import ListedMentorship, ListedPlace
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.privacy.visible_to_managers import NAMED, NO_POST, VisiblePost
from bot.storage.mentorships.reading import members_of_it
from bot.storage.repository import Repository
from bot.storage.tables import enrolment, member, mentorship, person

# While a mentor is being asked, there is nothing to see: `is_visible`.
IS_VISIBLE = and_(
    mentorship.c.state.in_(sorted(NAMED)),
    or_(mentorship.c.state != MentorshipState.APPROVED, mentorship.c.answer_by.is_(None)),
)
MENTORSHIPS = (
    select(
        mentorship.c.id,
        mentorship.c.state,
        mentorship.c.introduced_on,
        mentorship.c.paused_on,
        mentorship.c.ended_on,
        member.c.user_id,
    )
    .join_from(mentorship, member, members_of_it(member))
    .where(
        mentorship.c.workspace_id == bindparam("ws"),
        mentorship.c.program_id == bindparam("program"),
        IS_VISIBLE,
    )
    .order_by(mentorship.c.id, member.c.position)
)
IDS_OF = (
    select(mentorship.c.id)
    .distinct()
    .join_from(mentorship, member, members_of_it(member))
    .where(
        mentorship.c.workspace_id == bindparam("ws"),
        mentorship.c.program_id == bindparam("program"),
        member.c.user_id.in_(bindparam("users", expanding=True)),
        IS_VISIBLE,
    )
    .order_by(mentorship.c.id)
)
PLACES = (
    select(
        enrolment.c.user_id,
        enrolment.c.role,
        enrolment.c.state,
        enrolment.c.on_hold,
        person.c.left_at,
        person.c.paused_from,
        person.c.paused_until,
        person.c.leave_from,
        person.c.leave_until,
        person.c.profession,
        person.c.career_stage,
        person.c.department,
        person.c.site,
    )
    .outerjoin_from(
        enrolment,
        person,
        and_(person.c.workspace_id == enrolment.c.workspace_id, person.c.user_id == enrolment.c.user_id),
    )
    .where(enrolment.c.workspace_id == bindparam("ws"), enrolment.c.program_id == bindparam("program"))
    .order_by(enrolment.c.user_id)
)
WHO = (
    select(enrolment.c.program_id, enrolment.c.user_id)
    .where(
        enrolment.c.workspace_id == bindparam("ws"),
        enrolment.c.program_id.in_(bindparam("programs", expanding=True)),
    )
    .order_by(enrolment.c.user_id, enrolment.c.program_id)
)


class Listed(Repository):
    async def list_mentorships(self, workspace_id: str, program_id: str) -> list[ListedMentorship]:
        """Those that managers see, in the order of ids."""
        rows = await self._all(MENTORSHIPS, {"ws": workspace_id, "program": program_id})
        return [_mentorship(list(group)) for _, group in groupby(rows, key=lambda row: row[0])]

    async def list_ids_of(self, workspace_id: str, program_id: str, user_ids: Sequence[str]) -> list[str]:
        """List the mentorships of these people that managers see, by their ids."""
        values = {"ws": workspace_id, "program": program_id, "users": list(user_ids)}
        return [row.id for row in await self._all(IDS_OF, values)]

    async def list_places(self, workspace_id: str, program_id: str) -> list[ListedPlace]:
        """Everybody who ever joined, in the order of ids."""
        rows = await self._all(PLACES, {"ws": workspace_id, "program": program_id})
        posts: dict[tuple[str | None, ...], VisiblePost] = {}
        return [_place(row, posts) for row in rows]

    async def list_who(self, workspace_id: str, program_ids: Sequence[str]) -> list[tuple[str, str]]:
        """List who ever joined these programs: ids of a program and a person, in the order of people."""
        rows = await self._all(WHO, {"ws": workspace_id, "programs": list(program_ids)})
        return [(row.program_id, row.user_id) for row in rows]


def _mentorship(rows: Sequence[Row[Any]]) -> ListedMentorship:
    one, who = rows[0], tuple(row.user_id for row in rows)
    return ListedMentorship(one.id, one.state, who, one.introduced_on, one.paused_on, one.ended_on)


def _place(row: Sequence[Any], posts: dict[tuple[str | None, ...], VisiblePost]) -> ListedPlace:
    """Thousands share a few hundred posts."""
    user_id, role, state, on_hold, left_at, paused_from, paused_until, leave_from, leave_until, *post = row
    spans = ((paused_from, paused_until), (leave_from, leave_until))
    away = tuple((first, last) for first, last in spans if first is not None)
    key = tuple(post)
    if key not in posts:
        posts[key] = VisiblePost(*key) if any(key) else NO_POST
    return ListedPlace(user_id, role, state, on_hold, left_at is not None, away, posts[key])
