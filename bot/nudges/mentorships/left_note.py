"""Tells the other person, kindly and without a reason, that somebody is no longer taking part."""

from bot.delivery.kind import Audience, IfUnknown, MentorshipSituation, NudgeKind
from bot.domain.mentorships.mentorships import MentorshipState
from bot.views.joining.leaving import left_note
from bot.views.message import Message


def still_true(situation: MentorshipSituation) -> bool:
    return situation.mentorship.state is MentorshipState.ENDED


def says(situation: MentorshipSituation) -> Message:
    return left_note(
        line=situation.content.lines.left_note,
        others=situation.mentorship.others(situation.message.recipient),
        program_name=situation.program.name,
    )


KIND = NudgeKind(
    key="left_note",
    about=MentorshipSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
)
