"""Tells the other person, neutrally, that a mentorship has ended and what comes next for them."""

from bot.delivery.kind import Audience, IfUnknown, MentorshipSituation, NudgeKind
from bot.domain.mentorships.mentorships import MentorshipState
from bot.views.mentorships.rematching import rematch_note
from bot.views.message import Message


def still_true(situation: MentorshipSituation) -> bool:
    return situation.mentorship.state is MentorshipState.ENDED


def says(situation: MentorshipSituation) -> Message:
    mentorship, who = situation.mentorship, situation.message.recipient
    role = next(member.role for member in mentorship.members if member.user_id == who)
    return rematch_note(program_name=situation.program.name, role=role)


KIND = NudgeKind(
    key="rematch_note",
    about=MentorshipSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
)
