"""Reminds a mentor, once, that a mentee was proposed to them."""

from bot.delivery.kind import Audience, IfUnknown, MentorshipSituation, NudgeKind
from bot.nudges.matching.mentor_request import still_true
from bot.views.matching.mentor_answers import mentor_reminder
from bot.views.message import Message


def says(situation: MentorshipSituation) -> Message:
    return mentor_reminder(
        situation.mentorship,
        program_name=situation.program.name,
        silence=situation.program.plan.silence,
        until=situation.mentorship.answer_by,
    )


KIND = NudgeKind(
    key="mentor_reminder",
    about=MentorshipSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
)
