"""Reminds of a time that is set, the day before, once; looks first whether it still suits everybody.

Outside the budget: a reminder belongs to what they arranged themselves, and there is one for each meeting.
"""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, TimeSituation
from bot.domain.mentorships.mentorships import MentorshipState
from bot.nudges.meetings.time_set import still_true
from bot.planning.meeting_times import call_meeting_off, people_of, suits
from bot.storage.repositories import Repositories
from bot.views.goals.next_talk import chosen_for_the_talk
from bot.views.meetings.times import meeting_reminder
from bot.views.message import Message


async def fits(repos: Repositories, situation: TimeSituation) -> bool:
    """Where somebody's shifts or leave came in between, it is called off kindly, and nobody is told why."""
    known, content, now = situation.mentorship, situation.content, situation.now
    if _still_suits(situation):
        return True
    mentorship = await repos.mentorships.get(known.workspace_id, known.id, lock=True)
    meeting = await repos.meetings.find(known.workspace_id, known.id)
    if meeting is None or meeting.time is None:
        return False
    people = await people_of(repos, mentorship, content, now)
    if suits(mentorship, people, meeting.time, content):
        return mentorship.state is MentorshipState.ACTIVE
    await call_meeting_off(repos, mentorship, meeting, told=mentorship.user_ids, now=now)
    return False


def _still_suits(situation: TimeSituation) -> bool:
    known, meeting = situation.mentorship, situation.meeting
    if meeting is None or meeting.time is None or known.state is not MentorshipState.ACTIVE:
        return False
    return suits(known, situation.times, meeting.time, situation.content)


def says(situation: TimeSituation) -> Message:
    assert situation.meeting is not None
    reader = situation.message.recipient
    return meeting_reminder(
        situation.meeting,
        others=situation.mentorship.others(reader),
        reader=reader,
        about=chosen_for_the_talk(situation.goals, situation.content),
    )


KIND = NudgeKind(
    key="meeting_reminder",
    about=TimeSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    fits=fits,
)
