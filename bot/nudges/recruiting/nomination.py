"""Asks somebody, once and privately, whether they would be a mentor: a colleague thinks so."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.joining.enrolments import NominationState, Role
from bot.views.message import Message
from bot.views.recruiting.nominating import nomination_question


def still_true(situation: PersonSituation) -> bool:
    person, nomination = situation.person, situation.nomination
    return (
        nomination is not None
        and nomination.state is NominationState.ASKED
        and situation.enrolment is None
        and person is not None
        and person.left_at is None
        and situation.program.takes(Role.MENTOR, today=situation.now.date())
    )


def says(situation: PersonSituation) -> Message:
    return nomination_question(situation.program, lines=situation.content.lines)


KIND = NudgeKind(
    key="nomination",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    title="Invitations to mentor",
    undelivered="Suggestion to be a mentor",
)
