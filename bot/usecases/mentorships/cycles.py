"""Keeps mentorships turning: closes what nobody answered, opens what comes next, ends pauses."""

from dataclasses import replace
from datetime import date, datetime

from bot.content import Content
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.mentorships.journey import ignored_in_row, longer_wait
from bot.domain.mentorships.mentorships import Cycle, Mentorship, MentorshipState, Outcome, next_cycle
from bot.domain.programs.programs import Program
from bot.facts.uncounted_days import is_excused
from bot.planning.cycle_messages import CycleToPlan, plan_cycle_messages
from bot.planning.cycles import AFTER_FIRST_MEETING, look_on, plan_match_check
from bot.planning.meeting_times import move_check_ins
from bot.storage.database import Database
from bot.storage.repositories import Repositories

BATCH = 200
UNANSWERED_AFTER_DAYS = 12


async def keep_rhythm(db: Database, *, content: Content, now: datetime) -> None:
    """Safe to run at any time and in any number of processes: every step happens once."""
    await _end_pauses(db, now.date())
    await _let_go_of_unanswered(db, now.date())
    await _open_next_cycles(db, content, now)


async def _end_pauses(db: Database, today: date) -> None:
    async with db.transaction() as repos:
        for paused in await repos.mentorships.list_paused_past(today, BATCH):
            mentorship = await repos.mentorships.get(paused.workspace_id, paused.id, lock=True)
            if mentorship == paused:
                await repos.mentorships.save(
                    replace(mentorship, state=MentorshipState.ACTIVE, paused_until=None)
                )


async def _let_go_of_unanswered(db: Database, today: date) -> None:
    async with db.transaction() as repos:
        for mentorship, cycle in await repos.cycles.list_lapsed(today, UNANSWERED_AFTER_DAYS, BATCH):
            # Who is away says nothing by saying nothing: silence is counted anew from here.
            excused = await is_excused(repos, mentorship, today=today)
            outcome = Outcome.PAUSED if excused else Outcome.UNANSWERED
            await repos.cycles.close_unanswered(
                mentorship.workspace_id, mentorship.id, cycle.number, outcome=outcome
            )


async def _open_next_cycles(db: Database, content: Content, now: datetime) -> None:
    async with db.transaction() as repos:
        for unfollowed, closed in await repos.cycles.list_unfollowed(BATCH):
            mentorship = await repos.mentorships.get(unfollowed.workspace_id, unfollowed.id, lock=True)
            if mentorship.state is MentorshipState.ACTIVE:
                await _follow(repos, mentorship, closed, content=content, now=now)


async def _follow(
    repos: Repositories, mentorship: Mentorship, closed: Cycle, *, content: Content, now: datetime
) -> None:
    workspace, today = mentorship.workspace_id, now.date()
    program = await repos.programs.get(workspace, mentorship.program_id)
    mentorship = await _in_step(repos, mentorship, program, content=content, today=today)
    ignored = await _ignored(repos, mentorship, closed)
    weeks = longer_wait(mentorship.every_weeks, ignored=ignored)
    opened = next_cycle(closed, today=today, weeks=weeks)
    met = await repos.cycles.last_met_on(workspace, [mentorship.id])
    silent = look_on(mentorship, opened, before=closed, has_met=mentorship.id in met)
    await repos.cycles.follow(workspace, closed, opened, look_on=silent)
    if closed.outcome is Outcome.MET:
        await repos.outbox.plan(plan_match_check(mentorship, AFTER_FIRST_MEETING, today))
    to_plan = CycleToPlan(
        mentorship=mentorship,
        program=program,
        cycle=opened,
        before=closed,
        today=today,
        ignored=ignored,
    )
    await plan_cycle_messages(repos, to_plan, content)
    if meeting := await repos.meetings.find(workspace, mentorship.id):
        await move_check_ins(repos, mentorship, meeting, content=content, now=now)


async def _ignored(repos: Repositories, mentorship: Mentorship, closed: Cycle) -> int:
    """How many questions in a row nobody of them answered. Who did not is not known."""
    if closed.outcome is not Outcome.UNANSWERED:
        return 0
    workspace = mentorship.workspace_id
    cycles = await repos.cycles.list_for_mentorship(workspace, mentorship.id)
    questions = await repos.outbox.list_about(workspace, "check_in", [mentorship.id])
    asked = {one.cycle for one in questions if one.state is DeliveryState.SENT}
    return ignored_in_row(cycles, asked=asked)


async def _in_step(
    repos: Repositories, mentorship: Mentorship, program: Program, *, content: Content, today: date
) -> Mentorship:
    """The pair's rhythm follows the program's phases while it is not one of their own."""
    every_weeks = usual_weeks(mentorship, program, content=content, today=today)
    if mentorship.own_rhythm_on is not None or every_weeks == mentorship.every_weeks:
        return mentorship
    changed = replace(mentorship, every_weeks=every_weeks)
    await repos.mentorships.save(changed)
    return changed


def usual_weeks(mentorship: Mentorship, program: Program, *, content: Content, today: date) -> int:
    """The program's own rhythm for them now: some templates begin close together and widen."""
    template = content.programs.get(program.template_id)
    if mentorship.introduced_on is None:
        return program.every_weeks
    if template is None:
        return mentorship.every_weeks if mentorship.own_rhythm_on is None else program.every_weeks
    week = (today - mentorship.introduced_on).days // 7
    return template.rhythm_in_week(week, usual=program.every_weeks)
