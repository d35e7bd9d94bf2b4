"""All messages of a cycle, planned when it begins: its question, and at most one thing more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.content import Content, ProgramTemplate
from bot.content.choosing import next_reflection, number_of
from bot.domain.delivery.outbox import Planned
from bot.domain.mentorships.journey import IGNORED, GivenPrompt, next_prompt_from, topics_in_common
from bot.domain.mentorships.mentorships import Cycle, Mentorship, asks_on
from bot.domain.programs.programs import Program
from bot.planning.cycles import GOOD_FOR, plan_questions
from bot.planning.stages import A_BREATH, plan_stages
from bot.storage.repositories import Repositories

REFLECTION = "reflection"


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleToPlan:
    """A cycle whose messages are to be planned, with what that depends on.

    `before` is the cycle it follows, None for the first; `ignored` is how many questions in a row nobody
    answered.
    """

    mentorship: Mentorship
    program: Program
    cycle: Cycle
    before: Cycle | None
    today: date
    ignored: int = 0


async def plan_cycle_messages(repos: Repositories, to_plan: CycleToPlan, content: Content) -> None:
    """Write the rows of a cycle that begins: its question, and at most one thing more.

    Whoever has ignored three questions gets no more than the next one, and what belongs to the end. Where a
    stage of the program falls into this cycle, no prompt comes beside it.
    """
    template = content.programs.get(to_plan.program.template_id)
    await repos.outbox.plan(plan_questions_by_template(to_plan, template))
    if template is None:
        return
    is_ignored = to_plan.ignored >= IGNORED
    stages = plan_stages(
        to_plan.mentorship,
        to_plan.program,
        template,
        today=to_plan.today,
        until=question_day(to_plan, template),
        endings_only=is_ignored,
    )
    comes = await repos.outbox.plan(stages)
    if not (comes or is_ignored or to_plan.before is None):
        await repos.outbox.plan(
            await _prompts(repos, to_plan, content, until=question_day(to_plan, template))
        )


def plan_questions_by_template(to_plan: CycleToPlan, template: ProgramTemplate | None) -> list[Planned]:
    """Plan a cycle's questions; the first one when the template hopes for a first talk."""
    return plan_questions(
        to_plan.mentorship,
        to_plan.cycle,
        before=to_plan.before,
        first_weeks=_first_weeks(to_plan, template),
    )


def question_day(to_plan: CycleToPlan, template: ProgramTemplate | None) -> date:
    """Work out the first day on which this cycle's question may be asked."""
    weeks = _first_weeks(to_plan, template) or to_plan.mentorship.every_weeks
    outcome = to_plan.before.outcome if to_plan.before else None
    return asks_on(to_plan.cycle, every_weeks=weeks, before=outcome)


def _first_weeks(to_plan: CycleToPlan, template: ProgramTemplate | None) -> int | None:
    """Give the weeks to the first question, when the template hopes for a first talk; else None."""
    return template.first_meeting_week if template and to_plan.before is None else None


async def _prompts(
    repos: Repositories, to_plan: CycleToPlan, content: Content, *, until: date
) -> list[Planned]:
    """Plan a prompt half-way between two questions, for those who want one and had none for a fortnight."""
    workspace_id, people = to_plan.mentorship.workspace_id, to_plan.mentorship.user_ids
    stopped = await repos.prompts.stopped(workspace_id, people)
    given = await repos.prompts.given(workspace_id, people)
    topics = await topics_of(repos, to_plan.mentorship)
    found = []
    for who in people:
        before = given.get(who, ())
        due_at = _prompt_due(to_plan, before, until=until)
        chosen = next_reflection(content, user_id=who, topics=topics, given={one.number for one in before})
        if due_at and chosen and who not in stopped:
            found.append(_prompt(to_plan.mentorship, who, number_of(chosen.id), due_at))
    return found


def _prompt_due(to_plan: CycleToPlan, given: Sequence[GivenPrompt], *, until: date) -> datetime | None:
    """Find the moment of somebody's next prompt. None if it is not in this cycle."""
    half_way = to_plan.cycle.starts_on + (until - to_plan.cycle.starts_on) / 2
    due_at = next_prompt_from(given, due=_midnight(max(half_way, to_plan.today + A_BREATH)))
    return due_at if due_at < _midnight(until) else None


def _prompt(mentorship: Mentorship, user_id: str, number: int, due_at: datetime) -> Planned:
    return Planned(
        workspace_id=mentorship.workspace_id,
        kind=REFLECTION,
        subject=mentorship.id,
        cycle=number,
        recipient=user_id,
        due_at=due_at,
        expires_at=due_at + GOOD_FOR,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


async def topics_of(repos: Repositories, mentorship: Mentorship) -> tuple[str, ...]:
    """Read the topics that the people of a mentorship have in common."""
    workspace_id, program_id = mentorship.workspace_id, mentorship.program_id
    places = [await repos.enrolments.find(workspace_id, program_id, who) for who in mentorship.user_ids]
    return topics_in_common([place for place in places if place is not None])
