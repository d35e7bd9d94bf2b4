"""Tells the people of a mentorship that a manager has paused it, until when, and how to go on sooner.

Outside the budget: without it they wait for what doesn't come.
"""

from bot.delivery.kind import Audience, IfUnknown, MentorshipSituation, NudgeKind
from bot.domain.mentorships.mentorships import MentorshipState
from bot.views.mentorships.from_managers import held_note
from bot.views.message import Message


def still_true(situation: MentorshipSituation) -> bool:
    mentorship = situation.mentorship
    return mentorship.state is MentorshipState.PAUSED and mentorship.paused_until is not None


def says(situation: MentorshipSituation) -> Message:
    mentorship = situation.mentorship
    return held_note(
        others=mentorship.others(situation.message.recipient),
        program_name=situation.program.name,
        mentorship_id=mentorship.id,
        until=mentorship.paused_until or situation.now.date(),
        today=situation.now.date(),
    )


KIND = NudgeKind(
    key="held_note",
    about=MentorshipSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    undelivered="Note about a pause",
)
