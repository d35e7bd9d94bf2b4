"""Lists of thousands: a program's mentorships and people, only what sorting and choosing among them needs."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from bot.domain.managing.listed import ListedPlace, MentorshipDays
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.privacy.visible_to_managers import NAMED, VisiblePost
from bot.storage.mentorships.reading import members_of_it
from bot.storage.repository import Repository
from bot.storage.tables import enrolment, member, mentorship, person

# While a mentor is being asked, there is nothing to see: `is_visible`.
IS_VISIBLE = and_(
    mentorship.c.state.in_(sorted(NAMED)),
    or_(mentorship.c.state != MentorshipState.APPROVED, mentorship.c.answer_by.is_(None)),
)
OF_PROGRAM = (
    mentorship.c.workspace_id == bindparam("ws"),
    mentorship.c.program_id == bindparam("program"),
    IS_VISIBLE,
)
DAYS = select(
    mentorship.c.id, mentorship.c.introduced_on, mentorship.c.paused_on, mentorship.c.ended_on
).where(*OF_PROGRAM)
MEMBERS = (
    select(mentorship.c.id, mentorship.c.state, member.c.user_id)
    .join_from(mentorship, member, members_of_it(member))
    .where(*OF_PROGRAM)
    .order_by(mentorship.c.id, member.c.position)
)
IDS_OF = (
    select(mentorship.c.id)
    .distinct()
    .join_from(mentorship, member, members_of_it(member))
    .where(*OF_PROGRAM, member.c.user_id.in_(bindparam("users", expanding=True)))
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
    async def list_days(self, workspace_id: str, program_id: str) -> dict[str, MentorshipDays]:
        """Those mentorships that managers see, by their ids."""
        rows = await self._all(DAYS, {"ws": workspace_id, "program": program_id})
        return {row.id: MentorshipDays(row.introduced_on, row.paused_on, row.ended_on) for row in rows}

    async def list_members(
        self, workspace_id: str, program_id: str
    ) -> list[tuple[str, MentorshipState, str]]:
        """List who is in the mentorships that managers see: its id and state, and the person."""
        rows = await self._all(MEMBERS, {"ws": workspace_id, "program": program_id})
        return [(row.id, row.state, row.user_id) for row in rows]

    async def list_ids_of(self, workspace_id: str, program_id: str, user_ids: Sequence[str]) -> list[str]:
        """List the mentorships of these people that managers see, by their ids."""
        values = {"ws": workspace_id, "program": program_id, "users": list(user_ids)}
        return [row.id for row in await self._all(IDS_OF, values)]

    async def list_places(self, workspace_id: str, program_id: str) -> list[tuple[str, ListedPlace]]:
        """Everybody who ever joined, by id; thousands share a few hundred places."""
        rows = await self._all(PLACES, {"ws": workspace_id, "program": program_id})
        shared: dict[tuple[Any, ...], ListedPlace] = {}
        found = []
        for row in rows:
            kept = tuple(row)[1:]
            if kept not in shared:
                shared[kept] = _place(kept)
            found.append((row.user_id, shared[kept]))
        return found

    async def list_who(self, workspace_id: str, program_ids: Sequence[str]) -> list[tuple[str, str]]:
        """List who ever joined these programs: ids of a program and a person, in the order of people."""
        rows = await self._all(WHO, {"ws": workspace_id, "programs": list(program_ids)})
        return [(row.program_id, row.user_id) for row in rows]


def _place(kept: Sequence[Any]) -> ListedPlace:
    role, state, on_hold, left_at, paused_from, paused_until, leave_from, leave_until, *post = kept
    spans = ((paused_from, paused_until), (leave_from, leave_until))
    away = tuple((first, last) for first, last in spans if first is not None)
    return ListedPlace(role, state, on_hold, left_at is not None, away, VisiblePost(*post))
