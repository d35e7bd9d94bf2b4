"""Tells both, kindly, that the directory now puts one above the other."""

from bot.delivery.kind import Audience, IfUnknown, MentorshipSituation, NudgeKind
from bot.domain.mentorships.mentorships import MentorshipState
from bot.views.mentorships.kept_apart import firewall_note
from bot.views.message import Message


def still_true(situation: MentorshipSituation) -> bool:
    return situation.mentorship.state in (MentorshipState.ACTIVE, MentorshipState.PAUSED)


def says(situation: MentorshipSituation) -> Message:
    mentorship, recipient = situation.mentorship, situation.message.recipient
    return firewall_note(
        line=situation.content.lines.firewall_note,
        others=mentorship.others(recipient),
        mentorship_id=mentorship.id,
        goes_on=mentorship.goes_on_without(recipient),
    )


KIND = NudgeKind(
    key="firewall_note",
    about=MentorshipSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
)
