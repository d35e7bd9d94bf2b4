"""A few weeks before the last day: time to agree how to finish, with the guide for it."""

from bot.content.choosing import guide_about
from bot.delivery.kind import Audience, IfUnknown, InAPause, JourneySituation, NudgeKind
from bot.nudges.journey.steps import is_about_this_end, is_on, template_of, words_of
from bot.planning.stages import PLAN_ENDING
from bot.views.journey.milestones import ending_ahead
from bot.views.message import Message


def still_true(situation: JourneySituation) -> bool:
    return is_on(situation) and is_about_this_end(situation)


def says(situation: JourneySituation) -> Message:
    content = situation.content
    template = template_of(situation)
    return ending_ahead(
        text=words_of(situation, PLAN_ENDING) or content.lines.plan_ending,
        others=situation.mentorship.others(situation.message.recipient),
        guide=guide_about("closing", content, template) if template else None,
    )


KIND = NudgeKind(
    key=PLAN_ENDING,
    about=JourneySituation,
    audience=Audience.PERSON,
    budgeted=True,
    can_wait=False,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Planning the end",
    in_a_pause=InAPause.PLANNED_ANEW,
)
