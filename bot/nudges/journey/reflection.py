"""One sentence to think about, at most once a fortnight over all programs; there is nothing to answer."""

from bot.content.choosing import reflection_number
from bot.delivery.kind import Audience, IfUnknown, InAPause, JourneySituation, NudgeKind
from bot.domain.mentorships.journey import FORTNIGHT
from bot.nudges.journey.steps import is_on
from bot.planning.cycle_messages import REFLECTION
from bot.views.journey.reflection import reflection_prompt
from bot.views.message import Message


def still_true(situation: JourneySituation) -> bool:
    last = situation.prompted_at
    return (
        is_on(situation)
        and situation.wants_prompts
        and (last is None or situation.now >= last + FORTNIGHT)
        and reflection_number(situation.content, situation.message.cycle) is not None
    )


def says(situation: JourneySituation) -> Message:
    content = situation.content
    prompt = reflection_number(content, situation.message.cycle)
    assert prompt is not None
    return reflection_prompt(prompt, under=content.lines.prompt_under)


KIND = NudgeKind(
    key=REFLECTION,
    about=JourneySituation,
    audience=Audience.PERSON,
    budgeted=True,
    can_wait=False,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    in_a_pause=InAPause.PLANNED_ANEW,
    title="Questions to think about",
)
