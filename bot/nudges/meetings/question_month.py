"""Suggests one question each way, to the others of somebody who chose that: they share no hour for weeks."""

from bot.delivery.kind import Audience, IfUnknown, MentorshipSituation, NudgeKind
from bot.domain.mentorships.asking import Asks
from bot.domain.mentorships.mentorships import MentorshipState
from bot.views.meetings.times import question_month
from bot.views.message import Message


def still_true(situation: MentorshipSituation) -> bool:
    cycle = situation.cycle
    return (
        not situation.program_is_over
        and situation.mentorship.state is MentorshipState.ACTIVE
        and cycle is not None
        and cycle.number == situation.message.cycle
        and cycle.outcome is None
    )


def says(situation: MentorshipSituation) -> Message:
    message, mentorship = situation.message, situation.mentorship
    return question_month(
        others=mentorship.others(message.recipient), mentorship_id=mentorship.id, cycle=message.cycle
    )


KIND = NudgeKind(
    key="question_month",
    about=MentorshipSituation,
    audience=Audience.PERSON,
    budgeted=True,
    asks=Asks.WHEN_TO_MEET,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    title="Question of the month",
)
