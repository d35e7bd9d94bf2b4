"""Tells the other person, kindly and without a reason, that a mentorship has ended."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PairSituation
from bot.domain.mentorships.mentorships import MentorshipState
from bot.views.mentorships.silence import ended_note
from bot.views.message import Message


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
