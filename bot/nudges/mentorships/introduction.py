"""Introduces the people of a mentorship to each other, in their own group conversation."""

from dataclasses import replace
from datetime import timedelta

from bot.delivery.kind import Audience, IfUnknown, IntroductionSituation, NudgeKind
from bot.domain.mentorships.mentorships import Cycle, MentorshipState, this_monday
from bot.facts.eligibility import read_hard_rules
from bot.planning.cycle_messages import CycleToPlan, plan_cycle_messages
from bot.planning.cycles import look_on, plan_first_meeting
from bot.storage.repositories import Repositories
from bot.views.mentorships.introduction import introduction
from bot.views.message import Message

# Part of the days to a first meeting: the times offered then still lie within them.
OFFERED_AFTER = 3


def still_true(situation: IntroductionSituation) -> bool:
    mentorship = situation.mentorship
    return mentorship.state is MentorshipState.APPROVED and not mentorship.waits_for_mentor


async def fits(repos: Repositories, situation: IntroductionSituation) -> bool:
    """Every hard rule once more; where one is broken they wait for a match again, and nobody hears of it.

    It is asked anew before: what came between them may have gone with another of the batch.
    """
    known, program = situation.mentorship, situation.program
    if situation.is_allowed:
        return True
    rules = await read_hard_rules(repos, known.workspace_id, [known])
    if rules.allow(program, known, situation.content):
        return True
    mentorship = await repos.mentorships.get(known.workspace_id, known.id, lock=True)
    if mentorship.state is MentorshipState.APPROVED:
        await repos.mentorships.save(replace(mentorship, state=MentorshipState.DROPPED))
    return False


def says(situation: IntroductionSituation) -> Message:
    content = situation.content
    template = content.programs[situation.program.template_id]
    return introduction(
        situation.mentorship,
        program=situation.program,
        guide=content.guides[template.guides[0]],
        no_phi=content.lines.no_phi,
        topics=situation.topics_in_words,
    )


async def begin(repos: Repositories, situation: IntroductionSituation, channel_id: str) -> None:
    """The mentorship is active from here on, and its first cycle runs; unless it was ended meanwhile."""
    today, known, content = situation.now.date(), situation.mentorship, situation.content
    template = content.programs[situation.program.template_id]
    begun = await repos.mentorships.begin(
        known.workspace_id,
        known.id,
        channel_id=channel_id,
        on=today,
        settling_days=template.first_meeting_days,
    )
    if begun is None:
        return
    cycle = Cycle(begun.id, 1, starts_on=this_monday(today))
    silent = look_on(begun, cycle, before=None, has_met=False)
    await repos.cycles.open(begun.workspace_id, cycle, look_on=silent)
    to_plan = CycleToPlan(mentorship=begun, program=situation.program, cycle=cycle, before=None, today=today)
    wait = min(content.quiet_rules.wait_before_nudge_days, begun.settling_days // OFFERED_AFTER)
    offered = plan_first_meeting(begun, cycle, today + timedelta(days=wait))
    await plan_cycle_messages(repos, [to_plan], content, also=offered)
    if situation.asking:
        await repos.requests.close(begun.workspace_id, begun.program_id, situation.asking)


KIND = NudgeKind(
    key="introduction",
    about=IntroductionSituation,
    audience=Audience.GROUP,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    when_sent=begin,
    fits=fits,
    title="Introductions",
    undelivered="Introduction",
)
