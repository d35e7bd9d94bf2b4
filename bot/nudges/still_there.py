"""Asks the people of a pair that stays silent once more, privately, before its places come to rest."""

from datetime import timedelta

from bot.domain.status import is_silent, was_asked_days_ago
from bot.nudges.kind import Audience, IfUnknown, NudgeKind, PairSituation
from bot.nudges.planning import asks_again_after
from bot.views.message import Message
from bot.views.quiet import still_there_question

# The second of a pair is asked two days later, and both when it suits them.
APART = timedelta(weeks=2)


def still_true(situation: PairSituation) -> bool:
    """Not about a silence that has begun since: that one is asked about in its own time."""
    signs, today = situation.signs, situation.now.date()
    wait = asks_again_after(situation.program)
    if situation.program_is_over or wait is None or not is_silent(situation.mentorship, signs, today=today):
        return False
    return was_asked_days_ago(signs, today=today) >= max((wait - APART).days, 0)


def says(situation: PairSituation) -> Message:
    return still_there_question(
        line=situation.content.lines.still_there,
        program_name=situation.program.name,
        program_id=situation.program.id,
        mentorship_id=situation.message.subject,
    )


KIND = NudgeKind(
    key="still_there",
    about=PairSituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
)
