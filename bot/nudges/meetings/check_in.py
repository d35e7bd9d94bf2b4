"""Asks one person whether the pair met, once in a cycle; not asked any more when the other has answered."""

from bot.delivery.kind import Audience, IfUnknown, InAPause, MentorshipSituation, NudgeKind
from bot.domain.mentorships.asking import Asks
from bot.domain.mentorships.mentorships import MentorshipState
from bot.views.meetings.check_in import check_in_question
from bot.views.message import Message


def still_true(situation: MentorshipSituation) -> bool:
    cycle = situation.cycle
    return (
        not situation.program_is_over
        and not situation.meets_later
        and situation.mentorship.state is MentorshipState.ACTIVE
        and cycle is not None
        and cycle.number == situation.message.cycle
        and cycle.outcome is None
    )


def says(situation: MentorshipSituation) -> Message:
    message = situation.message
    return check_in_question(
        others=situation.mentorship.others(message.recipient),
        mentorship_id=message.subject,
        cycle=message.cycle,
        mentors=situation.mentorship.is_given_by(message.recipient),
    )


KIND = NudgeKind(
    key="check_in",
    about=MentorshipSituation,
    audience=Audience.PERSON,
    budgeted=True,
    asks=Asks.IF_THEY_MET,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Check-ins",
    of_a_cycle=True,
    in_a_pause=InAPause.LET_GO,
)
