"""What a freezing counts: mentorships of a week with whether they met, and how many messages wait."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, distinct, exists, func, or_, select

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import CURRENT, MentorshipState, iso_week
from bot.domain.people import Person
from bot.storage.mentorships.reading import members_of_it
from bot.storage.repository import Repository
from bot.storage.tables import NOT_YET_SENDING, cycle, enrolment, member, mentorship, outbox, person

INTRODUCED = (MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED)
OF_PROGRAM = (mentorship.c.workspace_id == bindparam("ws"), mentorship.c.program_id == bindparam("program"))
STOOD = (
    *OF_PROGRAM,
    mentorship.c.state.in_([MentorshipState.ACTIVE, MentorshipState.ENDED]),
    mentorship.c.introduced_on <= bindparam("last"),
    or_(mentorship.c.ended_on.is_(None), mentorship.c.ended_on >= bindparam("first")),
)
MET_THEN = exists().where(
    cycle.c.workspace_id == mentorship.c.workspace_id,
    cycle.c.mentorship_id == mentorship.c.id,
    cycle.c.iso_week == bindparam("week"),
)
LIST_STOOD = select(mentorship.c.id, MET_THEN.label("met")).where(*STOOD)
OF_MEMBER = frozenset({"mentorship_id", "role"})
SPANS = (
    (person.c.paused_from, person.c.paused_until),
    (person.c.leave_from, person.c.leave_until),
)
IS_AWAY_THEN = or_(
    *(
        and_(begins <= bindparam("last"), or_(ends.is_(None), ends >= bindparam("first")))
        for begins, ends in SPANS
    )
)
LIST_PEOPLE: Select[Any] = (
    select(
        member.c.mentorship_id,
        member.c.role,
        person.c.user_id,
        person.c.department,
        person.c.site,
        *(column for span in SPANS for column in span),
    )
    .join_from(mentorship, member, members_of_it(member))
    .join(person, and_(person.c.workspace_id == member.c.workspace_id, person.c.user_id == member.c.user_id))
    .where(*STOOD)
)
LIST_AWAY = LIST_PEOPLE.where(IS_AWAY_THEN)
COUNT_INTRODUCED = select(
    func.count().label("so_far"), func.min(mentorship.c.introduced_on).label("since")
).where(*OF_PROGRAM, mentorship.c.state.in_(INTRODUCED))
IS_CURRENT = mentorship.c.state.in_(sorted(CURRENT))
COUNT_CURRENT = select(func.count()).where(*OF_PROGRAM, IS_CURRENT)
COUNT_WRITTEN_TO = select(func.count(distinct(outbox.c.subject))).where(
    outbox.c.workspace_id == bindparam("ws"),
    outbox.c.subject.in_(select(mentorship.c.id).where(*OF_PROGRAM, IS_CURRENT)),
    NOT_YET_SENDING,
    outbox.c.due_at < bindparam("end"),
    outbox.c.expires_at > bindparam("now"),
)
COUNT_ZONES = (
    select(person.c.tz, func.count().label("people"))
    .join_from(
        person,
        enrolment,
        and_(enrolment.c.workspace_id == person.c.workspace_id, enrolment.c.user_id == person.c.user_id),
    )
    .where(person.c.workspace_id == bindparam("ws"))
    .group_by(person.c.tz)
    .order_by(func.count().desc(), person.c.tz)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Stood:
    """A mentorship that was introduced by the end of a week and had not ended before it."""

    id: str
    met: bool


class Counting(Repository):
    """For whoever freezes: no count of these is shown or stored."""

    async def usual_zone(self, workspace_id: str) -> str:
        """Where most of those who take part are."""
        row = await self._first(COUNT_ZONES, {"ws": workspace_id})
        return row.tz if row else "UTC"

    async def list_stood(self, workspace_id: str, program_id: str, *, first: date, last: date) -> list[Stood]:
        """From the Monday `first` to `last`, with whether they met in that week."""
        values = _week(workspace_id, program_id, first, last) | {"week": iso_week(first)}
        return [Stood(**row._mapping) for row in await self._all(LIST_STOOD, values)]

    async def people_of(
        self, workspace_id: str, program_id: str, *, first: date, last: date, away_only: bool
    ) -> Mapping[str, list[tuple[Role, Person]]]:
        """The people of those mentorships, by its id: all, or who was away on a day of the week."""
        found: dict[str, list[tuple[Role, Person]]] = defaultdict(list)
        asked = LIST_AWAY if away_only else LIST_PEOPLE
        for row in await self._all(asked, _week(workspace_id, program_id, first, last)):
            about = {name: value for name, value in row._mapping.items() if name not in OF_MEMBER}
            found[row.mentorship_id].append((row.role, Person(workspace_id, **about)))
        return found

    async def introduced(self, workspace_id: str, program_id: str) -> tuple[int, date | None]:
        """How many were introduced so far, and when the first was."""
        row = await self._first(COUNT_INTRODUCED, {"ws": workspace_id, "program": program_id})
        return (row.so_far, row.since) if row else (0, None)

    async def written_to(
        self, workspace_id: str, program_id: str, *, now: datetime, end: datetime
    ) -> tuple[int, int]:
        """About how many current mentorships a message is due before `end`, and how many there are."""
        values: dict[str, Any] = {"ws": workspace_id, "program": program_id}
        current = (await self._run(COUNT_CURRENT, values)).scalar_one()
        due = (await self._run(COUNT_WRITTEN_TO, values | {"now": now, "end": end})).scalar_one()
        return int(due), int(current)


def _week(workspace_id: str, program_id: str, first: date, last: date) -> dict[str, Any]:
    return {"ws": workspace_id, "program": program_id, "first": first, "last": last}
