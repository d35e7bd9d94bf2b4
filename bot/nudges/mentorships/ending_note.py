"""Tells the other person, kindly and without a reason, that a mentorship has ended."""

from bot.delivery.kind import Audience, IfUnknown, MentorshipSituation, NudgeKind
from bot.domain.mentorships.mentorships import MentorshipState
from bot.views.mentorships.silence import ended_note
from bot.views.message import Message


def still_true(situation: MentorshipSituation) -> bool:
    return situation.mentorship.state is MentorshipState.ENDED


def says(situation: MentorshipSituation) -> Message:
    return ended_note(program_name=situation.program.name)


KIND = NudgeKind(
    key="ending_note",
    about=MentorshipSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
)
