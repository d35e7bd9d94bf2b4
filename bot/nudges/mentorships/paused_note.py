"""Tells the others that one of them has paused their mentorship, and until when.

Outside the budget: without it they wait for somebody who is not there.
"""

from bot.delivery.kind import Audience, IfUnknown, MentorshipSituation, NudgeKind
from bot.domain.mentorships.mentorships import MentorshipState
from bot.views.mentorships.pausing import paused_note
from bot.views.message import Message


def still_true(situation: MentorshipSituation) -> bool:
    mentorship = situation.mentorship
    return mentorship.state is MentorshipState.PAUSED and mentorship.paused_until is not None


def says(situation: MentorshipSituation) -> Message:
    """The day as it is now: it may have been moved since this was planned."""
    mentorship = situation.mentorship
    return paused_note(
        others=mentorship.others(situation.message.recipient),
        mentorship_id=mentorship.id,
        until=mentorship.paused_until or situation.now.date(),
        today=situation.now.date(),
    )


KIND = NudgeKind(
    key="paused_note",
    about=MentorshipSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
)
