"""Asks the people of a pair, each in private, whether they would like another match: a manager offers it."""

from datetime import UTC, date, datetime, time, timedelta

from bot.delivery.kind import Audience, IfUnknown, InAPause, MentorshipSituation, NudgeKind
from bot.domain.mentorships.asking import Asks
from bot.domain.mentorships.mentorships import MentorshipState, this_monday
from bot.domain.people import is_within
from bot.domain.programs.states import MATCHABLE
from bot.views.mentorships.from_managers import new_match_offer
from bot.views.message import Message


def still_true(situation: MentorshipSituation) -> bool:
    """Not once they have met since, and not while one of them is away."""
    return _may_come(situation) and not is_within(situation.now.date(), situation.signs.away)


def _may_come(situation: MentorshipSituation) -> bool:
    """The message's cycle is the day on which it was offered."""
    if situation.program_is_over or situation.program.state not in MATCHABLE or situation.meets_later:
        return False
    met, offered_on = situation.signs.last_met_on, date.fromordinal(situation.message.cycle)
    has_met_since = met is not None and met >= this_monday(offered_on)
    return situation.mentorship.state is MentorshipState.ACTIVE and not has_met_since


def not_before(situation: MentorshipSituation) -> datetime | None:
    """Whoever is away is asked about it another day, as is the other one."""
    if not _may_come(situation):
        return None
    return datetime.combine(situation.now.date() + timedelta(days=1), time(), UTC)


def says(situation: MentorshipSituation) -> Message:
    mentorship = situation.mentorship
    return new_match_offer(
        others=mentorship.others(situation.message.recipient),
        program_name=situation.program.name,
        mentorship_id=mentorship.id,
    )


KIND = NudgeKind(
    key="new_match_offer",
    about=MentorshipSituation,
    audience=Audience.PERSON,
    budgeted=True,
    asks=Asks.ABOUT_SILENCE,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    not_before=not_before,
    title="Offers of a new match",
    undelivered="Offer of a new match",
    in_a_pause=InAPause.LET_GO,
)
