"""Asks which of the offered times work, once another of them is looking for one.

Outside the budget: somebody waits for the answer.
"""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, TimeSituation
from bot.domain.mentorships.asking import Asks
from bot.domain.mentorships.mentorships import MentorshipState
from bot.views.meetings.times import time_question
from bot.views.message import Message


def still_true(situation: TimeSituation) -> bool:
    """As long as these times are asked about, and this person has not said."""
    meeting, message = situation.meeting, situation.message
    return (
        not situation.program_is_over
        and situation.mentorship.state is MentorshipState.ACTIVE
        and meeting is not None
        and meeting.number == message.cycle
        and message.recipient not in meeting.picks
        and bool(situation.offers)
    )


def says(situation: TimeSituation) -> Message:
    mentorship = situation.mentorship
    return time_question(
        mentorship, others=mentorship.others(situation.message.recipient), offers=situation.offers
    )


KIND = NudgeKind(
    key="time_question",
    about=TimeSituation,
    audience=Audience.PERSON,
    budgeted=False,
    asks=Asks.WHEN_TO_MEET,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
)
