"""Tells somebody that their place has come to rest, and how to come back."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.joining.enrolments import EnrolmentState
from bot.views.mentorships.silence import released_note
from bot.views.message import Message


def still_true(situation: PersonSituation) -> bool:
    enrolment = situation.enrolment
    return (
        situation.program.is_live
        and not situation.program_is_over
        and enrolment is not None
        and enrolment.state is EnrolmentState.RELEASED
    )


def says(situation: PersonSituation) -> Message:
    program = situation.program
    return released_note(
        line=situation.content.lines.released, program_name=program.name, program_id=program.id
    )


KIND = NudgeKind(
    key="released",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
)
