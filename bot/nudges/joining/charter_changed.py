"""Asks somebody to read the charter again, once for each new version."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.joining.enrolments import EnrolmentState
from bot.views.joining.charter import charter_changed
from bot.views.message import Message


def still_true(situation: PersonSituation) -> bool:
    enrolment = situation.enrolment
    return (
        situation.program.is_live
        and enrolment is not None
        and enrolment.state is EnrolmentState.ACTIVE
        and enrolment.charter_version != situation.content.charter.version
    )


def says(situation: PersonSituation) -> Message:
    return charter_changed(situation.content.lines.charter_changed)


KIND = NudgeKind(
    key="charter_changed",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    title="Questions about a new charter",
)
