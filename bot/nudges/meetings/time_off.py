"""Says that a time is called off, with the file that takes it out of a calendar.

Outside the budget: without it somebody turns up in vain.
"""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, TimeSituation
from bot.domain.meetings.meetings import LINGERS
from bot.domain.mentorships.mentorships import MentorshipState
from bot.nudges.meetings.time_set import encloses
from bot.views.meetings.times import time_off_message
from bot.views.message import Message

INTRODUCED = (MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED)


def still_true(situation: TimeSituation) -> bool:
    was = situation.meeting.was_at if situation.meeting else None
    return (
        situation.mentorship.state in INTRODUCED
        and was is not None
        and was.start + LINGERS == situation.message.expires_at
    )


def says(situation: TimeSituation) -> Message:
    assert situation.meeting is not None
    return time_off_message(
        situation.meeting,
        others=situation.mentorship.others(situation.message.recipient),
        goes_on=situation.mentorship.state is MentorshipState.ACTIVE,
    )


KIND = NudgeKind(
    key="time_off",
    about=TimeSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    encloses=encloses,
)
