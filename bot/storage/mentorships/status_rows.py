"""How many mentorships are doing, as light as a status needs it: nobody's name, no cycles, one row each."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, and_, bindparam, exists, func, or_, select

from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import CURRENT, MentorshipState, monday_of
from bot.domain.mentorships.status import Signs, StatusBasis
from bot.domain.people import Days, Person
from bot.storage.mentorships.reading import members_of_it
from bot.storage.mentorships.silence_queries import ANSWERS
from bot.storage.repository import Repository
from bot.storage.tables import cycle, enrolment, member, mentorship, outbox, person

met, silent, answered = cycle.alias("met"), cycle.alias("silent"), cycle.alias("answered")


def _its(cycles: FromClause) -> ColumnElement[bool]:
    return and_(cycles.c.workspace_id == mentorship.c.workspace_id, cycles.c.mentorship_id == mentorship.c.id)


# One look into an index for each, whatever the planner knows of the tables: joins of these were seen to
# take a hundred times as long.
LAST_WEEK_MET = select(func.max(met.c.iso_week)).where(_its(met)).correlate(mentorship).scalar_subquery()
LAST_ANSWERED = (
    select(func.max(answered.c.number))
    .where(_its(answered), answered.c.outcome.in_(ANSWERS))
    .correlate(mentorship)
    .scalar_subquery()
)
SILENT_SINCE = (
    select(silent.c.starts_on)
    .where(_its(silent), silent.c.number > func.coalesce(LAST_ANSWERED, 0))
    .order_by(silent.c.number)
    .limit(1)
    .correlate(mentorship)
    .scalar_subquery()
)
ASKED = (
    outbox.c.workspace_id == mentorship.c.workspace_id,
    outbox.c.kind == bindparam("asked_in"),
    outbox.c.subject == mentorship.c.id,
    outbox.c.state == DeliveryState.SENT,
)
LAST_ASKED = select(func.max(outbox.c.sent_at)).where(*ASKED).correlate(mentorship).scalar_subquery()
WAS_ASKED = exists().where(*ASKED).correlate(mentorship)
OF_PROGRAMS = (
    mentorship.c.workspace_id == bindparam("ws"),
    mentorship.c.program_id.in_(bindparam("programs", expanding=True)),
    mentorship.c.state.in_(bindparam("states", expanding=True)),
)
LIST = (
    select(
        mentorship.c.id,
        mentorship.c.program_id,
        mentorship.c.state,
        mentorship.c.every_weeks,
        mentorship.c.settling_days,
        LAST_WEEK_MET.label("met_in"),
        SILENT_SINCE.label("silent_since"),
        LAST_ASKED.label("asked_at"),
    )
    .where(*OF_PROGRAMS, exists().where(members_of_it(member)))
    .order_by(mentorship.c.program_id, mentorship.c.id)
)
LIST_AWAY = (
    select(
        member.c.mentorship_id,
        member.c.user_id,
        person.c.paused_from,
        person.c.paused_until,
        person.c.leave_from,
        person.c.leave_until,
    )
    .join_from(mentorship, member, members_of_it(member))
    .join(person, and_(person.c.workspace_id == member.c.workspace_id, person.c.user_id == member.c.user_id))
    .where(*OF_PROGRAMS, or_(person.c.paused_from.is_not(None), person.c.leave_from.is_not(None)))
    .order_by(member.c.mentorship_id, member.c.position)
)
LIST_OF_ASKED, LIST_AWAY_OF_ASKED = LIST.where(WAS_ASKED), LIST_AWAY.where(WAS_ASKED)
IS_MATCHED = exists().where(
    member.c.workspace_id == enrolment.c.workspace_id,
    member.c.user_id == enrolment.c.user_id,
    members_of_it(member),
    mentorship.c.program_id == enrolment.c.program_id,
    mentorship.c.state.in_(sorted(CURRENT)),
)
WAITS = (
    enrolment.c.workspace_id == bindparam("ws"),
    enrolment.c.program_id.in_(bindparam("programs", expanding=True)),
    enrolment.c.state == EnrolmentState.ACTIVE,
    enrolment.c.role.in_([role for role in Role if role.wants]),
    ~IS_MATCHED,
)
COUNT_WAITING = (
    select(enrolment.c.program_id, func.count().label("waiting"))
    .where(*WAITS)
    .group_by(enrolment.c.program_id)
)
LAST_ENDED = (
    select(func.max(mentorship.c.ended_on))
    .join_from(mentorship, member, members_of_it(member))
    .where(
        member.c.workspace_id == enrolment.c.workspace_id,
        member.c.user_id == enrolment.c.user_id,
        mentorship.c.program_id == enrolment.c.program_id,
    )
    .correlate(enrolment)
    .scalar_subquery()
)
# Whoever agreed to the charter in one program has agreed in all: when they came into each is not kept then.
elsewhere = enrolment.alias("elsewhere")
AGREED_ELSEWHERE = exists().where(
    elsewhere.c.workspace_id == enrolment.c.workspace_id,
    elsewhere.c.user_id == enrolment.c.user_id,
    elsewhere.c.program_id != enrolment.c.program_id,
    elsewhere.c.charter_accepted_at == enrolment.c.charter_accepted_at,
)
WAIT_SINCE = select(
    enrolment.c.program_id,
    enrolment.c.charter_accepted_at,
    AGREED_ELSEWHERE.label("agreed_elsewhere"),
    LAST_ENDED.label("ended_on"),
).where(*WAITS, ~enrolment.c.on_hold)


class StatusBases(Repository):
    async def list_for_programs(
        self,
        workspace_id: str,
        program_ids: Sequence[str],
        states: Collection[MentorshipState],
        *,
        asked_in: str,
        asked_alone: bool = False,
    ) -> list[StatusBasis]:
        """By program, then in the order of ids. `asked_in` is the kind of message that asks about silence.

        `asked_alone` leaves out those that no such message was sent to.
        """
        chosen = {"ws": workspace_id, "programs": list(program_ids), "states": list(states)}
        asked = {**chosen, "asked_in": asked_in}
        away: dict[str, tuple[Days, ...]] = defaultdict(tuple)
        of_away = (LIST_AWAY_OF_ASKED, asked) if asked_alone else (LIST_AWAY, chosen)
        for row in await self._all(*of_away):
            away[row.mentorship_id] += _days(workspace_id, row)
        rows = await self._all(LIST_OF_ASKED if asked_alone else LIST, asked)
        return list(_status_bases(rows, away))

    async def count_waiting(self, workspace_id: str, program_ids: Sequence[str]) -> dict[str, int]:
        """How many want a mentor and have no current mentorship in that program; none is left out."""
        values = {"ws": workspace_id, "programs": list(program_ids)}
        return {row.program_id: row.waiting for row in await self._all(COUNT_WAITING, values)}

    async def waiting_since(self, workspace_id: str, program_ids: Sequence[str]) -> dict[str, date | None]:
        """By program since when somebody waits for a mentor at the longest, those set aside left out.

        A wait begins with what they agreed to when they joined, or with the end of their last mentorship;
        None where that is not known of any of them.
        """
        found: dict[str, date | None] = {}
        values = {"ws": workspace_id, "programs": list(program_ids)}
        for row in await self._all(WAIT_SINCE, values):
            joined_on = None if row.agreed_elsewhere else row.charter_accepted_at.date()
            since = max(filter(None, (joined_on, row.ended_on)), default=None)
            found[row.program_id] = min(filter(None, (since, found.get(row.program_id))), default=None)
        return found


def _days(workspace_id: str, row: Row[Any]) -> tuple[Days, ...]:
    known = Person(
        workspace_id,
        row.user_id,
        paused_from=row.paused_from,
        paused_until=row.paused_until,
        leave_from=row.leave_from,
        leave_until=row.leave_until,
    )
    return known.away


def _status_bases(
    rows: Iterable[Sequence[Any]], away: Mapping[str, tuple[Days, ...]]
) -> Iterator[StatusBasis]:
    """Thousands share the signs of a few hundred; fewer objects wake the garbage collector less often."""
    kept: dict[Hashable, Signs] = {}
    for mentorship_id, program_id, state, every_weeks, settling, *times in rows:
        seen = (*times, away.get(mentorship_id, ()))
        if seen not in kept:
            kept[seen] = _signs(*seen)
        yield StatusBasis(mentorship_id, program_id, state, every_weeks, settling, kept[seen])


def _signs(
    met_in: str | None, silent_since: date | None, asked_at: datetime | None, away: tuple[Days, ...]
) -> Signs:
    return Signs(
        last_met_on=monday_of(met_in) if met_in else None,
        silent_since=silent_since,
        asked_on=asked_at.date() if asked_at else None,
        away=away,
    )
