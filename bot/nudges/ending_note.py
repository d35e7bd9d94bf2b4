"""Tells the other person, kindly and without a reason, that a mentorship has ended."""

from bot.domain.mentorships import MentorshipState
from bot.nudges.kind import Audience, IfUnknown, NudgeKind, PairSituation
from bot.views.message import Message
from bot.views.quiet import ended_note


def still_true(situation: PairSituation) -> bool:
    return situation.mentorship.state is MentorshipState.ENDED


def says(situation: PairSituation) -> Message:
    return ended_note(program_name=situation.program.name)


KIND = NudgeKind(
    key="ending_note",
    about=PairSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
)
