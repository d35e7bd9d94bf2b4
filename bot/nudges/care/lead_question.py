"""Asks somebody whether mentors of a program can turn to them: a program can't open before."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.nudges.care.asked import has_not_answered, is_named
from bot.views.care.leads import lead_question
from bot.views.message import Message


def says(situation: PersonSituation) -> Message:
    is_deputy = situation.program.lead != situation.message.recipient
    return lead_question(situation.program, is_deputy=is_deputy)


KIND = NudgeKind(
    key="lead_question",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=is_named,
    says=says,
    fits=has_not_answered,
    title="Questions to leads",
    undelivered="Question whether to be a lead",
)
