"""Offers three times to those who were introduced a while ago and have neither met nor found one."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, TimeSituation
from bot.domain.meetings.meetings import offer
from bot.domain.mentorships.asking import Asks
from bot.domain.mentorships.mentorships import MentorshipState
from bot.planning.meeting_times import new_meeting
from bot.storage.repositories import Repositories
from bot.views.meetings.times import first_meeting_nudge
from bot.views.message import Message


def still_true(situation: TimeSituation) -> bool:
    cycle = situation.cycle
    return (
        not situation.program_is_over
        and situation.mentorship.state is MentorshipState.ACTIVE
        and cycle is not None
        and cycle.number == situation.message.cycle
        and cycle.outcome is None
        and (situation.meeting is None or _is_still_asked(situation))
    )


def _is_still_asked(situation: TimeSituation) -> bool:
    """Times are offered already, and this person has not said."""
    meeting = situation.meeting
    return (
        meeting is not None
        and meeting.time is None
        and situation.message.recipient not in meeting.picks
        and bool(situation.offers)
    )


def says(situation: TimeSituation) -> Message:
    return first_meeting_nudge(
        situation.mentorship,
        others=situation.mentorship.others(situation.message.recipient),
        minutes=situation.program.minutes,
        offers=situation.offers,
        line=situation.content.lines.first_nudge,
    )


async def keep_offer(repos: Repositories, situation: TimeSituation, channel_id: str) -> None:
    """What was shown is what can be ticked, by the other one as well."""
    if situation.meeting is None and situation.slots:
        first = await new_meeting(repos, situation.mentorship, situation.slots[0])
        await repos.meetings.add_first(offer(first, situation.slots))


KIND = NudgeKind(
    key="first_meeting",
    about=TimeSituation,
    audience=Audience.PERSON,
    budgeted=True,
    asks=Asks.WHEN_TO_MEET,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    when_sent=keep_offer,
    title="First meeting tips",
)
