"""Thanks at the end, and the guide for a last talk: the only message after a program's last day."""

from bot.content.choosing import guide_about
from bot.delivery.kind import Audience, IfUnknown, InAPause, JourneySituation, NudgeKind
from bot.domain.mentorships.mentorships import MentorshipState
from bot.nudges.journey.steps import is_about_this_end, template_of, words_of
from bot.planning.stages import CLOSING
from bot.views.journey.milestones import thanks_at_the_end
from bot.views.message import Message


def still_true(situation: JourneySituation) -> bool:
    return (
        situation.program.is_live
        and situation.mentorship.state is MentorshipState.ACTIVE
        and is_about_this_end(situation)
    )


def says(situation: JourneySituation) -> Message:
    content, mentorship, program = situation.content, situation.mentorship, situation.program
    who, template = situation.message.recipient, template_of(situation)
    return thanks_at_the_end(
        text=words_of(situation, CLOSING) or content.lines.closing,
        thanks=content.lines.closing_thanks,
        program_name=program.name,
        others=mentorship.others(who),
        guide=guide_about("closing", content, template) if template else None,
        goes_on_as=mentorship.id if program.ends_on is None else None,
        goes_on_without=mentorship.goes_on_without(who),
    )


KIND = NudgeKind(
    key=CLOSING,
    about=JourneySituation,
    audience=Audience.PERSON,
    budgeted=True,
    can_wait=False,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Thanks at the end",
    in_a_pause=InAPause.PLANNED_ANEW,
)
