"""Tells those who were asked at the end that the answers are counted, once."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.planning.feedback import wave_of
from bot.planning.findings import ANSWERS_IN
from bot.views.feedback.notes import answers_in
from bot.views.message import Message


def still_true(situation: PersonSituation) -> bool:
    """Whoever has left reads no more about it."""
    enrolment = situation.enrolment
    return enrolment is not None and enrolment.state.has_a_place


def says(situation: PersonSituation) -> Message:
    kind, intake = wave_of(situation.message.cycle)
    return answers_in(situation.program, kind=kind, intake=intake)


KIND = NudgeKind(
    key=ANSWERS_IN,
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=True,
    can_wait=False,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="The answers are in",
)
