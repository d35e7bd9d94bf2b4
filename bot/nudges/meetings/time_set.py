"""Says that a time is set, or moved, with its calendar file, to those who ticked it before the last one did.

Outside the budget: it answers what they ticked.
"""

from collections.abc import Mapping

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, TimeSituation
from bot.domain.goals.goals import has_goals
from bot.domain.mentorships.mentorships import MentorshipState
from bot.views.meetings.calendar_file import calendar_files
from bot.views.meetings.times import time_set_message
from bot.views.message import Message


def still_true(situation: TimeSituation) -> bool:
    """The message's end is the beginning of the time it is about."""
    meeting = situation.meeting
    return (
        situation.mentorship.state is MentorshipState.ACTIVE
        and meeting is not None
        and meeting.time is not None
        and meeting.time.start == situation.message.expires_at
    )


def says(situation: TimeSituation) -> Message:
    assert situation.meeting is not None
    mentorship, reader = situation.mentorship, situation.message.recipient
    picks = has_goals(mentorship, reader)
    return time_set_message(situation.meeting, others=mentorship.others(reader), picks=picks)


def encloses(situation: TimeSituation) -> Mapping[str, bytes]:
    assert situation.meeting is not None
    return calendar_files(situation.meeting, now=situation.now)


KIND = NudgeKind(
    key="time_set",
    about=TimeSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    encloses=encloses,
)
