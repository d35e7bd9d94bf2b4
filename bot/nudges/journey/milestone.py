"""A step of the program's own way, with a guide on what the people in it have in common."""

from bot.content.choosing import guide_for_talk
from bot.delivery.kind import Audience, IfUnknown, InAPause, JourneySituation, NudgeKind
from bot.nudges.journey.steps import is_on, template_of, words_of
from bot.planning.stages import MILESTONE
from bot.views.journey.milestones import milestone_note
from bot.views.message import Message


def still_true(situation: JourneySituation) -> bool:
    return is_on(situation) and bool(words_of(situation, MILESTONE))


def says(situation: JourneySituation) -> Message:
    message, content = situation.message, situation.content
    template = template_of(situation)
    talk = situation.cycle.number - 1 if situation.cycle else 0
    return milestone_note(
        text=words_of(situation, MILESTONE),
        others=situation.mentorship.others(message.recipient),
        guide=guide_for_talk(talk, content, template, topics=situation.topics) if template else None,
    )


KIND = NudgeKind(
    key=MILESTONE,
    about=JourneySituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Steps on the way",
    in_a_pause=InAPause.PLANNED_ANEW,
)
