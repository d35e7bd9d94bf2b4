"""Reminds somebody once of the briefing they have to read before they can be matched."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.joining.briefings import is_briefed
from bot.domain.joining.enrolments import EnrolmentState
from bot.views.joining.briefing import briefing_reminder
from bot.views.message import Message


def still_true(situation: PersonSituation) -> bool:
    enrolment = situation.enrolment
    return (
        situation.program.is_live
        and enrolment is not None
        and enrolment.state is EnrolmentState.ACTIVE
        and not is_briefed(enrolment.role, finished=situation.finished)
    )


def says(situation: PersonSituation) -> Message:
    return briefing_reminder()


KIND = NudgeKind(
    key="briefing_reminder",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Briefing reminders",
)
