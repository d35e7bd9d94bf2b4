"""Telling a program's managers that somebody asked to join, for their next working morning."""

from datetime import datetime, timedelta

from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import Enrolment, EnrolmentState
from bot.domain.programs.programs import Program

# Their Monday list says it as well, for as long as somebody waits.
TELL_WITHIN = timedelta(days=14)


def told_to_managers(program: Program, place: Enrolment, now: datetime) -> list[Planned]:
    """One for each manager, once a day; nobody is told of their own application."""
    if place.state is not EnrolmentState.APPLIED:
        return []
    return [
        Planned(
            workspace_id=program.workspace_id,
            kind="application_waiting",
            subject=program.id,
            cycle=now.date().toordinal(),
            recipient=one,
            due_at=now,
            expires_at=now + TELL_WITHIN,
            budgeted=False,
        )
        for one in program.managers
        if one != place.user_id
    ]
