"""A step of the program's own way, in the template's words."""

from bot.delivery.kind import Audience, IfUnknown, InAPause, JourneySituation, NudgeKind
from bot.nudges.journey.steps import is_on, words_of
from bot.planning.stages import MILESTONE
from bot.views.journey.milestones import milestone_note
from bot.views.message import Message


def still_true(situation: JourneySituation) -> bool:
    return is_on(situation) and bool(words_of(situation, MILESTONE))


def says(situation: JourneySituation) -> Message:
    others = situation.mentorship.others(situation.message.recipient)
    return milestone_note(text=words_of(situation, MILESTONE), others=others)


KIND = NudgeKind(
    key=MILESTONE,
    about=JourneySituation,
    audience=Audience.PERSON,
    budgeted=True,
    can_wait=False,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Milestone notes",
    in_a_pause=InAPause.PLANNED_ANEW,
)
