"""A step of the program's own way, in the template's words."""

from bot.delivery.kind import Audience, IfUnknown, InAPause, JourneySituation, NudgeKind
from bot.domain.goals.goals import has_goals
from bot.nudges.journey.steps import is_about_goals, is_on, words_of
from bot.planning.stages import MILESTONE
from bot.views.journey.milestones import milestone_note
from bot.views.message import Message


def still_true(situation: JourneySituation) -> bool:
    return is_on(situation) and bool(words_of(situation, MILESTONE))


def says(situation: JourneySituation) -> Message:
    mentorship, reader = situation.mentorship, situation.message.recipient
    writes = is_about_goals(situation) and has_goals(mentorship, reader)
    return milestone_note(
        text=words_of(situation, MILESTONE),
        others=mentorship.others(reader),
        goals_in=mentorship.id if writes else None,
    )


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
