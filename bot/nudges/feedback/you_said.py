"""Tells people what was changed because of what they said, once after each wave."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.planning.feedback import wave_of
from bot.planning.findings import YOU_SAID
from bot.views.feedback.notes import you_said
from bot.views.message import Message


def still_true(situation: PersonSituation) -> bool:
    """Whoever has left reads no more about it."""
    enrolment = situation.enrolment
    return enrolment is not None and enrolment.state.has_a_place


def says(situation: PersonSituation) -> Message:
    kind, intake = wave_of(situation.message.cycle)
    return you_said(situation.program, kind=kind, intake=intake)


KIND = NudgeKind(
    key=YOU_SAID,
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=True,
    can_wait=False,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="You said, we changed",
)
