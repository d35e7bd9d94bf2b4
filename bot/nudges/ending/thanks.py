"""Brings the thanks that one of a mentorship chose to tell the others at its end."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, ThanksSituation
from bot.domain.mentorships.mentorships import MentorshipState
from bot.planning.ending import THANKS
from bot.views.ending.thanks import thanks_note
from bot.views.message import Message


def still_true(situation: ThanksSituation) -> bool:
    """As long as both are in it: whoever had themselves deleted is not."""
    mentorship, thanks = situation.mentorship, situation.thanks
    return (
        mentorship.state in (MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED)
        and thanks is not None
        and mentorship.includes(thanks.user_id)
        and mentorship.includes(situation.message.recipient)
        and 0 < thanks.line <= len(situation.content.lines.thanks)
    )


def says(situation: ThanksSituation) -> Message:
    thanks = situation.thanks
    assert thanks is not None
    return thanks_note(
        line=situation.content.lines.thanks[thanks.line - 1],
        by=thanks.user_id,
        program_name=situation.program.name,
    )


KIND = NudgeKind(
    key=THANKS,
    about=ThanksSituation,
    audience=Audience.PERSON,
    budgeted=True,
    can_wait=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    title="Thanks from the other person",
    outlasts_the_end=True,
)
