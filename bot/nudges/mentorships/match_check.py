"""Asks each of a pair, privately, whether it fits: after their first meeting, and half-way."""

from bot.delivery.kind import Audience, IfUnknown, InAPause, MentorshipSituation, NudgeKind
from bot.domain.mentorships.mentorships import MentorshipState
from bot.planning.cycles import AFTER_FIRST_MEETING
from bot.views.mentorships.rematching import match_question
from bot.views.message import Message


def still_true(situation: MentorshipSituation) -> bool:
    """“We met” may have been taken back since."""
    has_met = situation.signs.last_met_on is not None
    return (
        not situation.program_is_over
        and situation.mentorship.state is MentorshipState.ACTIVE
        and (has_met or situation.message.cycle != AFTER_FIRST_MEETING)
    )


def says(situation: MentorshipSituation) -> Message:
    mentorship, reader = situation.mentorship, situation.message.recipient
    return match_question(
        others=mentorship.others(reader),
        mentorship_id=mentorship.id,
        mentors=mentorship.is_given_by(reader),
    )


KIND = NudgeKind(
    key="match_check",
    about=MentorshipSituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Questions about the match",
    in_a_pause=InAPause.LET_GO,
)
