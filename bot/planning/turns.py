"""Plans all that one turn of a mentorship's rhythm brings: its question, and at most one thing more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.content import Content, ProgramTemplate
from bot.content.choosing import next_reflection, number_of
from bot.domain.delivery.outbox import Planned
from bot.domain.mentorships.journey import IGNORED, GivenPrompt, next_prompt_from, topics_in_common
from bot.domain.mentorships.mentorships import Cycle, Mentorship, asks_on
from bot.domain.programs.programs import Program
from bot.planning.cycles import GOOD_FOR, plan_cycle
from bot.planning.stages import A_BREATH, plan_stages
from bot.storage.repositories import Repositories

REFLECTION = "reflection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """`before` is the cycle this one follows; `ignored` how many questions in a row nobody answered."""

    mentorship: Mentorship
    program: Program
    cycle: Cycle
    before: Cycle | None
    today: date
    has_met: bool = False
    ignored: int = 0


async def plan_turn(repos: Repositories, turn: Turn, content: Content) -> None:
    """Whoever has ignored three questions gets no more than the next one, and what belongs to the end.

    Where a stage of the way falls into this turn, no prompt comes beside it.
    """
    template = content.programs.get(turn.program.template_id)
    await repos.outbox.plan(plan_question(turn, template))
    if template is None:
        return
    is_ignored = turn.ignored >= IGNORED
    stages = plan_stages(
        turn.mentorship,
        turn.program,
        template,
        today=turn.today,
        until=question_day(turn, template),
        endings_only=is_ignored,
    )
    comes = await repos.outbox.plan(stages)
    if not (comes or is_ignored or turn.before is None):
        await repos.outbox.plan(await _prompts(repos, turn, content, until=question_day(turn, template)))


def plan_question(turn: Turn, template: ProgramTemplate | None) -> list[Planned]:
    return plan_cycle(
        turn.mentorship,
        turn.cycle,
        before=turn.before,
        first_weeks=_first_weeks(turn, template),
        has_met=turn.has_met,
    )


def question_day(turn: Turn, template: ProgramTemplate | None) -> date:
    """From when on this cycle's question may be asked."""
    weeks = _first_weeks(turn, template) or turn.mentorship.every_weeks
    outcome = turn.before.outcome if turn.before else None
    return asks_on(turn.cycle, every_weeks=weeks, before=outcome)


def _first_weeks(turn: Turn, template: ProgramTemplate | None) -> int | None:
    """The first question comes when the template hopes for a first talk."""
    return template.first_meeting_week if template and turn.before is None else None


async def _prompts(repos: Repositories, turn: Turn, content: Content, *, until: date) -> list[Planned]:
    """Half-way between two questions, for those who want one and had none for a fortnight."""
    workspace_id, people = turn.mentorship.workspace_id, turn.mentorship.user_ids
    stopped = await repos.prompts.stopped(workspace_id, people)
    given = await repos.prompts.given(workspace_id, people)
    topics = await topics_of(repos, turn.mentorship)
    found = []
    for who in people:
        before = given.get(who, ())
        due_at = _prompt_due(turn, before, until=until)
        chosen = next_reflection(content, user_id=who, topics=topics, given={one.number for one in before})
        if due_at and chosen and who not in stopped:
            found.append(_prompt(turn.mentorship, who, number_of(chosen.id), due_at))
    return found


def _prompt_due(turn: Turn, given: Sequence[GivenPrompt], *, until: date) -> datetime | None:
    """None: not in this turn."""
    half_way = turn.cycle.starts_on + (until - turn.cycle.starts_on) / 2
    due_at = next_prompt_from(given, due=_midnight(max(half_way, turn.today + A_BREATH)))
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
    """What the people of a mentorship have in common."""
    workspace_id, program_id = mentorship.workspace_id, mentorship.program_id
    places = [await repos.enrolments.find(workspace_id, program_id, who) for who in mentorship.user_ids]
    return topics_in_common([place for place in places if place is not None])
