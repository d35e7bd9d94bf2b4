"""Tells somebody who asked to join what the program's managers said: an answer to their own request."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.joining.enrolments import EnrolmentState
from bot.views.message import Message
from bot.views.recruiting.applications import application_answer

ANSWERED = (EnrolmentState.ACTIVE, EnrolmentState.DECLINED)


def still_true(situation: PersonSituation) -> bool:
    """Not to somebody who has left meanwhile, nor about a program that is over."""
    enrolment = situation.enrolment
    return situation.program.is_live and enrolment is not None and enrolment.state in ANSWERED


def says(situation: PersonSituation) -> Message:
    assert situation.enrolment is not None
    return application_answer(
        situation.program, state=situation.enrolment.state, lines=situation.content.lines
    )


KIND = NudgeKind(
    key="application_answer",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    undelivered="Answer to a request to join",
)
