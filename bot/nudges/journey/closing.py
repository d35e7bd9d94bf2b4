"""Thanks at the end, with a guide for a last talk, a way to tell the other thanks, and the certificate."""

from bot.content.choosing import guide_about
from bot.delivery.kind import Audience, IfUnknown, InAPause, JourneySituation, NudgeKind
from bot.domain.mentorships.mentorships import MentorshipState
from bot.nudges.journey.steps import is_about_this_end, template_of, words_of
from bot.planning.ending import plan_next_time
from bot.planning.stages import CLOSING
from bot.storage.repositories import Repositories
from bot.views.journey.milestones import thanks_at_the_end
from bot.views.message import Message


def still_true(situation: JourneySituation) -> bool:
    return (
        situation.program.is_live
        and situation.mentorship.state is MentorshipState.ACTIVE
        and is_about_this_end(situation)
    )


def says(situation: JourneySituation) -> Message:
    content, template = situation.content, template_of(situation)
    return thanks_at_the_end(
        situation.mentorship,
        situation.program,
        reader=situation.message.recipient,
        text=words_of(situation, CLOSING) or content.lines.closing,
        thanks=content.lines.closing_thanks,
        guide=guide_about("closing", content, template) if template else None,
    )


async def when_sent(repos: Repositories, situation: JourneySituation, channel_id: str) -> None:
    """A week later they are asked about the next time."""
    program, who = situation.program, situation.message.recipient
    await repos.outbox.plan([plan_next_time(program.workspace_id, program.id, who, now=situation.now)])


KIND = NudgeKind(
    key=CLOSING,
    about=JourneySituation,
    audience=Audience.PERSON,
    budgeted=True,
    can_wait=False,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    when_sent=when_sent,
    title="Thanks at the end",
    in_a_pause=InAPause.PLANNED_ANEW,
)
