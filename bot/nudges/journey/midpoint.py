"""Half way: a look back and ahead, with its guide; another rhythm and another match are offered."""

from bot.content.choosing import guide_about
from bot.delivery.kind import Audience, IfUnknown, InAPause, JourneySituation, NudgeKind
from bot.domain.goals.goals import has_goals
from bot.nudges.journey.steps import is_on, template_of, words_of
from bot.planning.stages import MIDPOINT
from bot.views.journey.milestones import midpoint_note
from bot.views.message import Message


def still_true(situation: JourneySituation) -> bool:
    return is_on(situation)


def says(situation: JourneySituation) -> Message:
    content, mentorship, reader = situation.content, situation.mentorship, situation.message.recipient
    template = template_of(situation)
    return midpoint_note(
        text=words_of(situation, MIDPOINT) or content.lines.midpoint,
        others=mentorship.others(reader),
        mentorship_id=mentorship.id,
        guide=guide_about("review", content, template) if template else None,
        is_circle=mentorship.is_circle,
        has_goals=has_goals(mentorship, reader),
        has_mentees=mentorship.is_given_by(reader) and not mentorship.is_circle,
        mentors=mentorship.is_given_by(reader),
    )


KIND = NudgeKind(
    key=MIDPOINT,
    about=JourneySituation,
    audience=Audience.PERSON,
    budgeted=True,
    can_wait=False,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Half-way check-ins",
    in_a_pause=InAPause.PLANNED_ANEW,
)
