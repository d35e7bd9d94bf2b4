"""Asks each of a mentorship whether its rhythm is still right; not those who have just chosen it."""

from datetime import timedelta

from bot.delivery.kind import Audience, IfUnknown, InAPause, JourneySituation, NudgeKind
from bot.nudges.journey.steps import is_on, words_of
from bot.planning.stages import RHYTHM_CHECK
from bot.views.journey.milestones import rhythm_question
from bot.views.message import Message

JUST_CHOSEN = timedelta(weeks=4)


def still_true(situation: JourneySituation) -> bool:
    chosen_on = situation.mentorship.own_rhythm_on
    is_new = chosen_on is not None and situation.now.date() < chosen_on + JUST_CHOSEN
    return is_on(situation) and not is_new


def says(situation: JourneySituation) -> Message:
    mentorship = situation.mentorship
    return rhythm_question(
        text=words_of(situation, RHYTHM_CHECK) or situation.content.lines.rhythm_check,
        others=mentorship.others(situation.message.recipient),
        mentorship_id=mentorship.id,
        program_id=mentorship.program_id,
        every_weeks=mentorship.every_weeks,
    )


KIND = NudgeKind(
    key=RHYTHM_CHECK,
    about=JourneySituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    in_a_pause=InAPause.PLANNED_ANEW,
    title="Questions about how often they meet",
)
