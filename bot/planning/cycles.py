"""The questions of a cycle, whether they met, and those about a silence."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.delivery.outbox import OutboxMessage, Planned
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Mentorship, asks_on
from bot.domain.mentorships.status import silent_after
from bot.domain.programs.programs import Program

SECOND_PERSON_AFTER = timedelta(days=2)
GOOD_FOR = timedelta(days=10)
# Nights, leave and wards on hold put off what is asked about a silence; it is dropped when there is none.
WHILE_SILENT = timedelta(weeks=26)
# Between being asked once more and being let go.
LAST_CALL = timedelta(weeks=2)
SHORTEST_WAIT = timedelta(weeks=1)


def plan_questions(
    mentorship: Mentorship,
    cycle: Cycle,
    *,
    before: Cycle | None,
    first_weeks: int | None = None,
    earliest: date = date.min,
) -> list[Planned]:
    """Plan the check-ins of a cycle, not before the day `earliest`.

    `before` is the cycle it follows, None for the first, in which `first_weeks` replaces the rhythm. The
    mentee is asked first, and the mentor two days later if nobody has answered by then.
    """
    outcome = before.outcome if before else None
    asked_from = asks_on(cycle, every_weeks=first_weeks or mentorship.every_weeks, before=outcome)
    return [*_ask_each(mentorship, cycle.number, "check_in", max(asked_from, earliest))]


def look_on(mentorship: Mentorship, cycle: Cycle, *, before: Cycle | None, has_met: bool) -> date | None:
    """Work out the first day that can count as silence. None where none can begin with this cycle.

    `before` is the cycle it follows, None for the first.
    """
    if before and before.outcome and not before.outcome.is_an_answer:
        return None
    return silent_after(mentorship, cycle.starts_on, has_met=has_met)


def plan_about_silence(mentorship: Mentorship, first: Cycle, *, has_met: bool) -> list[Planned]:
    """Plan the question about a silence, which began with the cycle `first`, for each in turn."""
    silent = silent_after(mentorship, first.starts_on, has_met=has_met)
    return [*_ask_each(mentorship, first.number, "quiet_check", silent, good_for=WHILE_SILENT)]


def ask_after(mentorship: Mentorship, cycle: Cycle, day: date) -> list[Planned]:
    """Plan the check-ins of a cycle from this day on: the day after they meet, if that is known."""
    return [*_ask_each(mentorship, cycle.number, "check_in", day)]


def plan_first_meeting(mentorship: Mentorship, cycle: Cycle, day: date) -> list[Planned]:
    """Plan an offer of times, for those who have not found one by this day."""
    return [*_ask_each(mentorship, cycle.number, "first_meeting", day)]


def asks_again_after(program: Program) -> timedelta | None:
    """Work out how long the last question comes after the question about silence, at least a week.

    None if the program releases nobody.
    """
    weeks = program.plan.release_after_weeks
    return max(timedelta(weeks=weeks) - LAST_CALL, SHORTEST_WAIT) if weeks else None


def plan_last_question(message: OutboxMessage, program: Program, *, now: datetime) -> list[Planned]:
    """Plan the question that follows an unanswered question about silence, before an enrolment is released.

    `message` is the question about silence. Empty if the program releases nobody.
    """
    wait = asks_again_after(program)
    if wait is None:
        return []
    return [
        Planned(
            workspace_id=message.workspace_id,
            kind="still_there",
            subject=message.subject,
            cycle=message.cycle,
            recipient=message.recipient,
            due_at=now + wait,
            expires_at=now + wait + WHILE_SILENT,
        )
    ]


def _ask_each(
    mentorship: Mentorship, cycle: int, kind: str, day: date, *, good_for: timedelta = GOOD_FOR
) -> Iterator[Planned]:
    due = datetime.combine(day, time(), UTC)
    members = sorted(mentorship.members, key=lambda member: member.role is not Role.MENTEE)
    for place, member in enumerate(members):
        due_at = due + place * SECOND_PERSON_AFTER
        yield Planned(
            workspace_id=mentorship.workspace_id,
            kind=kind,
            subject=mentorship.id,
            cycle=cycle,
            recipient=member.user_id,
            due_at=due_at,
            expires_at=due_at + good_for,
        )
