"""A rhythm of one's own: read what there is to choose from, and choose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.content import Content, ProgramTemplate
from bot.domain.acts import Act
from bot.domain.mentorships.journey import RHYTHMS
from bot.domain.mentorships.mentorships import (
    Cycle,
    Mentorship,
    MentorshipState,
    Outcome,
    require_member,
    this_monday,
)
from bot.domain.mentorships.status import is_silent, signs_of
from bot.domain.programs.programs import Program
from bot.errors import NotFound, NotNow
from bot.nudges import kinds_where
from bot.planning.cycle_messages import CycleToPlan, plan_questions_by_template, question_day
from bot.planning.cycles import look_on
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.mentorships.cycles import usual_weeks
from bot.usecases.mentorships.lifecycle import close_cycle, lock_current
from bot.views.mentorships.rhythm import THE_PROGRAMS, RhythmChoice
from bot.views.refs import RhythmRef

INTRODUCED = (MentorshipState.ACTIVE, MentorshipState.PAUSED)
ON_ITS_WAY = "Your introduction is still on its way. You can change the rhythm once it has arrived."


@dataclass(frozen=True, slots=True)
class RhythmChanged:
    """`asks_on` is the first day of the next question; None while they pause."""

    every_weeks: int
    asks_on: date | None


async def read_rhythms(
    db: Database,
    *,
    act: Act,
    content: Content,
    mentorship_id: str = "",
) -> list[RhythmChoice]:
    """Of one of this person's mentorships, or of all of them."""
    async with db.reading() as repos:
        mine = await repos.mentorships.list_for_person(act.workspace_id, act.by, INTRODUCED)
        if mentorship_id:
            mine = [await _one(repos, act.workspace_id, mentorship_id, act.by)]
        programs = {one.id: one for one in await repos.programs.list_all(act.workspace_id)}
    return [_choice(one, programs[one.program_id], content, act.now.date()) for one in mine]


async def _one(repos: Repositories, workspace_id: str, mentorship_id: str, user_id: str) -> Mentorship:
    mentorship = await repos.mentorships.get(workspace_id, mentorship_id)
    require_member(mentorship, user_id=user_id)
    if mentorship.state not in INTRODUCED:
        raise NotNow("There's nothing to change here right now. Home shows where you are.")
    return mentorship


def _choice(mentorship: Mentorship, program: Program, content: Content, today: date) -> RhythmChoice:
    usual = usual_weeks(mentorship, program, content=content, today=today)
    return RhythmChoice(mentorship, program.name, usual)


async def change_rhythm(
    db: Database,
    *,
    act: Act,
    mentorship_id: str,
    weeks: int,
    content: Content,
) -> RhythmChanged:
    """Every so many weeks from now on, or as the program has it. Choosing it twice changes nothing more.

    The question that is open moves with it. Where its new day is past, or it has gone quiet, choosing is an
    answer and the next cycle begins.
    """
    today = act.now.date()
    async with db.transaction() as repos:
        before = await lock_current(repos, act.workspace_id, mentorship_id, act.by)
        if before.state is MentorshipState.APPROVED:
            raise NotNow(ON_ITS_WAY)
        program = await repos.programs.get(act.workspace_id, before.program_id)
        template = content.programs.get(program.template_id)
        changed = _changed(before, program, weeks, content, today)
        await repos.mentorships.save(changed)
        cycles = await repos.cycles.list_for_mentorship(act.workspace_id, mentorship_id)
        to_plan = await _open_cycle(repos, changed, program, cycles, today)
        if to_plan and not _is_an_answer(before, to_plan, cycles, template):
            return RhythmChanged(changed.every_weeks, await _move_question(repos, to_plan, template))
        await close_cycle(repos, changed, by=act.by, outcome=Outcome.NOT_THIS_MONTH)
    asks_on = this_monday(today) + timedelta(weeks=changed.every_weeks)
    return RhythmChanged(changed.every_weeks, asks_on if changed.state is MentorshipState.ACTIVE else None)


async def _open_cycle(
    repos: Repositories, mentorship: Mentorship, program: Program, cycles: Sequence[Cycle], today: date
) -> CycleToPlan | None:
    """The one whose question is still to be answered."""
    if mentorship.state is not MentorshipState.ACTIVE or cycles[-1].outcome is not None:
        return None
    return CycleToPlan(
        mentorship=mentorship,
        program=program,
        cycle=cycles[-1],
        before=cycles[-2] if len(cycles) > 1 else None,
        today=today,
    )


def _is_an_answer(
    before: Mentorship, to_plan: CycleToPlan, cycles: Sequence[Cycle], template: ProgramTemplate | None
) -> bool:
    was_ignored = to_plan.cycle.weeks is not None
    was_quiet = is_silent(before, signs_of(cycles, asked_on=None), today=to_plan.today)
    return was_ignored or was_quiet or question_day(to_plan, template) <= to_plan.today


def _changed(
    mentorship: Mentorship, program: Program, weeks: int, content: Content, today: date
) -> Mentorship:
    if weeks == THE_PROGRAMS:
        usual = usual_weeks(mentorship, program, content=content, today=today)
        return replace(mentorship, every_weeks=usual, own_rhythm_on=None)
    if weeks not in RHYTHMS:
        raise NotFound(RhythmRef.older)
    since = mentorship.own_rhythm_on if weeks == mentorship.every_weeks else None
    return replace(mentorship, every_weeks=weeks, own_rhythm_on=since or this_monday(today))


async def _move_question(repos: Repositories, to_plan: CycleToPlan, template: ProgramTemplate | None) -> date:
    """What has gone out stays; what waits is planned for its new day."""
    workspace_id, number = to_plan.mentorship.workspace_id, to_plan.cycle.number
    of_a_cycle = kinds_where(lambda kind: kind.of_a_cycle)
    await repos.outbox.forget_pending(workspace_id, to_plan.mentorship.id, number, of_a_cycle)
    await repos.outbox.plan(plan_questions_by_template(to_plan, template))
    await _move_silence(repos, to_plan)
    return question_day(to_plan, template)


async def _move_silence(repos: Repositories, to_plan: CycleToPlan) -> None:
    """With another rhythm, another day is the first of a silence."""
    mentorship, cycle = to_plan.mentorship, to_plan.cycle
    met = await repos.cycles.last_met_on(mentorship.workspace_id, [mentorship.id])
    day = look_on(mentorship, cycle, before=to_plan.before, has_met=mentorship.id in met)
    if day:
        await repos.cycles.look_on(mentorship.workspace_id, {cycle: day})
