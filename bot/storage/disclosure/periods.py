"""What four weeks are counted from: mentorships with what became of them, and mentees with their matches."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, case, distinct, exists, false, func, or_, select

from bot.domain.disclosure.periods import Begun, Period
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import iso_week
from bot.storage.disclosure.counting import INTRODUCED, OF_PROGRAM
from bot.storage.mentorships.reading import members_of_it
from bot.storage.repository import Repository
from bot.storage.tables import cycle, enrolment, member, mentorship

ITS_CYCLES = (cycle.c.workspace_id == mentorship.c.workspace_id, cycle.c.mentorship_id == mentorship.c.id)
FIRST_MET = select(func.min(cycle.c.iso_week)).where(*ITS_CYCLES).correlate(mentorship).scalar_subquery()
TALKS = (
    select(func.count(distinct(cycle.c.iso_week)))
    .where(*ITS_CYCLES, cycle.c.iso_week <= bindparam("last_week"))
    .correlate(mentorship)
    .scalar_subquery()
)
HAS_HOST = exists().where(members_of_it(member), member.c.role == Role.HOST).correlate(mentorship)
WELL_ATTENDED = (
    exists()
    .where(
        *ITS_CYCLES,
        cycle.c.iso_week >= bindparam("first_week"),
        cycle.c.iso_week <= bindparam("last_week"),
        cycle.c.turnout,
    )
    .correlate(mentorship)
)
BEGUN = (
    select(
        mentorship.c.id,
        mentorship.c.state,
        mentorship.c.introduced_on,
        mentorship.c.ended_on,
        mentorship.c.settling_days,
        mentorship.c.rematched,
        FIRST_MET.label("first_met"),
        TALKS.label("talks"),
        HAS_HOST.label("has_host"),
        WELL_ATTENDED.label("well_attended"),
    )
    .where(
        *OF_PROGRAM,
        mentorship.c.state.in_(INTRODUCED),
        mentorship.c.introduced_on < bindparam("monday"),
        or_(
            mentorship.c.introduced_on >= bindparam("since"),
            mentorship.c.ended_on.is_(None),
            mentorship.c.ended_on >= bindparam("first"),
        ),
    )
    .order_by(mentorship.c.id)
)
WAS_INTRODUCED = (
    exists()
    .where(
        member.c.workspace_id == enrolment.c.workspace_id,
        member.c.user_id == enrolment.c.user_id,
        members_of_it(member),
        mentorship.c.program_id == enrolment.c.program_id,
        mentorship.c.state.in_(INTRODUCED),
        mentorship.c.introduced_on <= enrolment.c.match_by,
        member.c.role.in_([role for role in Role if role.wants]),
    )
    .correlate(enrolment)
)
HOPED_FOR = select(
    func.count().label("could"),
    func.coalesce(func.sum(case((WAS_INTRODUCED, 1), else_=0)), 0).label("yeses"),
).where(
    enrolment.c.workspace_id == bindparam("ws"),
    enrolment.c.program_id == bindparam("program"),
    enrolment.c.role.in_([role for role in Role if role.wants]),
    enrolment.c.state.in_([EnrolmentState.ACTIVE, EnrolmentState.RELEASED]),
    enrolment.c.on_hold == false(),
    and_(enrolment.c.match_by >= bindparam("first"), enrolment.c.match_by < bindparam("monday")),
)


class PeriodCounting(Repository):
    """For whoever freezes: no count of these is shown or stored."""

    async def list_begun(
        self, workspace_id: str, program_id: str, period: Period, *, since: date
    ) -> Sequence[Begun]:
        """Those that were introduced before the period ended, and stood in it or began `since` that day."""
        values: dict[str, Any] = {
            **_of(workspace_id, program_id, period),
            "since": since,
            "first_week": iso_week(period.first),
            "last_week": iso_week(period.week),
        }
        return [Begun(**row._mapping) for row in await self._all(BEGUN, values)]

    async def matched(self, workspace_id: str, program_id: str, period: Period) -> tuple[int, int]:
        """How many mentees were introduced by the day hoped for, of those whose day lay in the period."""
        row = await self._first(HOPED_FOR, _of(workspace_id, program_id, period))
        return (row.yeses, row.could) if row else (0, 0)


def _of(workspace_id: str, program_id: str, period: Period) -> dict[str, Any]:
    return {"ws": workspace_id, "program": program_id, "first": period.first, "monday": period.monday}
