"""Asks the people of a pair that stays silent once more, privately, before its places come to rest."""

from datetime import UTC, datetime, time, timedelta

from bot.delivery.kind import Audience, IfUnknown, InAPause, MentorshipSituation, NudgeKind
from bot.domain.mentorships.asking import Asks
from bot.domain.mentorships.status import days_to_silence, is_silent, was_asked_days_ago
from bot.planning.cycles import asks_again_after
from bot.views.mentorships.silence import still_there_question
from bot.views.message import Message

# The second of a pair is asked two days later, and both when it suits them.
APART = timedelta(weeks=2)


def still_true(situation: MentorshipSituation) -> bool:
    """Not about a silence that has begun since: that one is asked about in its own time."""
    if not _may_come(situation):
        return False
    left = _days_left(situation)
    return left is not None and left <= 0


def _may_come(situation: MentorshipSituation) -> bool:
    today = situation.now.date()
    return not situation.program_is_over and is_silent(situation.mentorship, situation.signs, today=today)


def _days_left(situation: MentorshipSituation) -> int | None:
    """How many more days of silence it takes; None where nobody was asked, or no place comes to rest."""
    wait = asks_again_after(situation.program)
    asked = was_asked_days_ago(situation.signs, today=situation.now.date())
    return None if wait is None or asked < 0 else max((wait - APART).days, 0) - asked


def not_before(situation: MentorshipSituation) -> datetime | None:
    """Nights, leave and wards on hold are not part of the wait, and neither is a day somebody is away on."""
    left, today = _days_left(situation), situation.now.date()
    is_this_one = situation.silent_from == situation.message.cycle
    if left is None or situation.program_is_over or not (is_this_one and _is_growing(situation)):
        return None
    return datetime.combine(today + timedelta(days=max(left, 1)), time(), UTC)


def _is_growing(situation: MentorshipSituation) -> bool:
    return days_to_silence(situation.mentorship, situation.signs, today=situation.now.date()) is not None


def says(situation: MentorshipSituation) -> Message:
    return still_there_question(
        line=situation.content.lines.still_there,
        program_name=situation.program.name,
        program_id=situation.program.id,
        mentorship_id=situation.message.subject,
        mentors=situation.mentorship.is_given_by(situation.message.recipient),
    )


KIND = NudgeKind(
    key="still_there",
    about=MentorshipSituation,
    audience=Audience.PERSON,
    budgeted=True,
    asks=Asks.ABOUT_SILENCE,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    not_before=not_before,
    title="Last question before a place is freed",
    of_a_cycle=True,
    in_a_pause=InAPause.LET_GO,
)
