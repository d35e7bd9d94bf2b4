"""Reminds a mentor, once, that a mentee was proposed to them."""

from bot.delivery.kind import Audience, IfUnknown, MatchSituation, NudgeKind
from bot.nudges.matching.mentor_request import still_true, suggested_in
from bot.views.matching.mentor_answers import mentor_reminder
from bot.views.message import Message


def says(situation: MatchSituation) -> Message:
    return mentor_reminder(
        suggested_in(situation),
        people=situation.content.people,
        silence=situation.program.plan.silence,
        until=situation.mentorship.answer_by,
    )


KIND = NudgeKind(
    key="mentor_reminder",
    about=MatchSituation,
    audience=Audience.PERSON,
    budgeted=False,
    bundled=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
)
