"""All messages of a cycle, planned when it begins: its question, and at most one thing more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.content import Content, ProgramTemplate
from bot.content.choosing import next_reflection, number_of
from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import Enrolment
from bot.domain.mentorships.journey import IGNORED, GivenPrompt, next_prompt_from, topics_in_common
from bot.domain.mentorships.mentorships import Cycle, Mentorship, asks_on
from bot.domain.programs.programs import Program
from bot.planning.cycles import GOOD_FOR, plan_questions
from bot.planning.stages import A_BREATH, STAGES, plan_stages
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


async def plan_cycle_messages(
    repos: Repositories, to_plan: Sequence[CycleToPlan], content: Content, *, also: Iterable[Planned] = ()
) -> None:
    """Write the rows of cycles that begin: of each its question, and at most one thing more.

    Whoever has ignored three questions gets no more than the next one, and what belongs to the end. Where a
    stage of the program falls into this cycle, no prompt comes beside it. All are of one workspace and about
    different mentorships; `also` are rows that are written with theirs.
    """
    rows = [row for one in to_plan for row in _questions_and_stages(one, content)]
    new = await repos.outbox.plan_new([*also, *rows])
    has_stage = {subject for subject, kind in new if kind in STAGES}
    with_room = [
        one for one in to_plan if one.mentorship.id not in has_stage and _may_get_prompts(one, content)
    ]
    if with_room:
        await repos.outbox.plan(await _prompts(repos, with_room, content))


def _questions_and_stages(to_plan: CycleToPlan, content: Content) -> Iterator[Planned]:
    template = content.programs.get(to_plan.program.template_id)
    yield from plan_questions_by_template(to_plan, template)
    if template is not None:
        yield from plan_stages(
            to_plan.mentorship,
            to_plan.program,
            template,
            today=to_plan.today,
            until=question_day(to_plan, template),
            endings_only=to_plan.ignored >= IGNORED,
        )


def _may_get_prompts(to_plan: CycleToPlan, content: Content) -> bool:
    is_known = to_plan.program.template_id in content.programs
    return is_known and to_plan.ignored < IGNORED and to_plan.before is not None


def plan_questions_by_template(to_plan: CycleToPlan, template: ProgramTemplate | None) -> list[Planned]:
    """Plan a cycle's questions; the first one when the template hopes for a first talk.

    Whoever has just answered, or called a time off, is not asked on its heels.
    """
    return plan_questions(
        to_plan.mentorship,
        to_plan.cycle,
        before=to_plan.before,
        first_weeks=_first_weeks(to_plan, template),
        earliest=to_plan.today + A_BREATH,
    )


def question_day(to_plan: CycleToPlan, template: ProgramTemplate | None) -> date:
    """Work out the first day on which this cycle's question may be asked."""
    weeks = _first_weeks(to_plan, template) or to_plan.mentorship.every_weeks
    outcome = to_plan.before.outcome if to_plan.before else None
    return asks_on(to_plan.cycle, every_weeks=weeks, before=outcome)


def _first_weeks(to_plan: CycleToPlan, template: ProgramTemplate | None) -> int | None:
    """Give the weeks to the first question, when the template hopes for a first talk; else None."""
    return template.first_meeting_week if template and to_plan.before is None else None


async def _prompts(repos: Repositories, to_plan: Sequence[CycleToPlan], content: Content) -> list[Planned]:
    """Plan a prompt half-way between two questions, for those who want one and had none for a fortnight."""
    mentorships = [one.mentorship for one in to_plan]
    workspace_id = mentorships[0].workspace_id
    people = sorted({user_id for one in mentorships for user_id in one.user_ids})
    stopped = await repos.prompts.stopped(workspace_id, people)
    given = await repos.prompts.given(workspace_id, people)
    topics = await topics_of(repos, workspace_id, mentorships)
    found = []
    for one in to_plan:
        for who in one.mentorship.user_ids:
            prompt = _next_prompt(one, who, given.get(who, ()), topics[one.mentorship.id], content)
            if prompt and who not in stopped:
                found.append(prompt)
                # The same person's next mentorship knows of it.
                given.setdefault(who, []).append(GivenPrompt(prompt.cycle, prompt.due_at))
    return found


def _next_prompt(
    to_plan: CycleToPlan, who: str, given: Sequence[GivenPrompt], topics: Sequence[str], content: Content
) -> Planned | None:
    template = content.programs[to_plan.program.template_id]
    due_at = _prompt_due(to_plan, given, until=question_day(to_plan, template))
    chosen = next_reflection(content, user_id=who, topics=topics, given={one.number for one in given})
    return _prompt(to_plan.mentorship, who, number_of(chosen.id), due_at) if due_at and chosen else None


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


async def topics_of(
    repos: Repositories, workspace_id: str, mentorships: Sequence[Mentorship]
) -> dict[str, tuple[str, ...]]:
    """Read by id the topics that the people of each mentorship have in common."""
    programs = sorted({one.program_id for one in mentorships})
    people = sorted({user_id for one in mentorships for user_id in one.user_ids})
    places = await repos.enrolments.list_among(workspace_id, programs, people)
    return {one.id: shared_topics(one, places) for one in mentorships}


def shared_topics(mentorship: Mentorship, places: Mapping[tuple[str, str], Enrolment]) -> tuple[str, ...]:
    """Find the topics that its people have in common; `places` are by the ids of program and person."""
    found = [places.get((mentorship.program_id, who)) for who in mentorship.user_ids]
    return topics_in_common([place for place in found if place is not None])
