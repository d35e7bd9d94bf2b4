"""Keeps mentorships turning: closes what nobody answered, opens what comes next, ends pauses.

All of it in batches: what many mentorships need is read once, and written together.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from bot.content import Content
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.mentorships.journey import ignored_in_row, longer_wait
from bot.domain.mentorships.mentorships import Cycle, Mentorship, MentorshipState, Outcome, next_cycle
from bot.domain.pausing import going_on
from bot.domain.programs.programs import Program
from bot.facts.uncounted_days import list_excused
from bot.planning.cycle_messages import CycleToPlan, plan_cycle_messages
from bot.planning.cycles import look_on
from bot.planning.meeting_times import plan_moved_check_ins
from bot.storage.database import Database
from bot.storage.repositories import Repositories

BATCH = 200
UNANSWERED_AFTER_DAYS = 12


async def keep_rhythm(db: Database, *, content: Content, now: datetime) -> None:
    """Safe to run at any time and in any number of processes: every step happens once."""
    await db.in_one_trip(partial(_end_pauses, today=now.date()))
    await db.in_one_trip(partial(_let_go_of_unanswered, today=now.date()))
    await db.in_one_trip(partial(_open_next_cycles, content=content, now=now))


async def _end_pauses(repos: Repositories, *, today: date) -> None:
    over = await repos.mentorships.list_paused_past(today, BATCH)
    for workspace_id, paused in _by_workspace([(one, None) for one in over]).items():
        known = {one.id: one for one, _ in paused}
        locked = await repos.mentorships.lock_all(workspace_id, sorted(known))
        still = [one for one in locked.values() if one == known[one.id]]
        await repos.mentorships.save_many([going_on(one) for one in still])


async def _let_go_of_unanswered(repos: Repositories, *, today: date) -> None:
    lapsed = await repos.cycles.list_lapsed(today, UNANSWERED_AFTER_DAYS, BATCH)
    for workspace_id, turns in _by_workspace(lapsed).items():
        # Who is away says nothing by saying nothing: silence is counted anew from here.
        mentorships = [mentorship for mentorship, _ in turns]
        excused = await list_excused(repos, workspace_id, mentorships, today=today)
        keys = {(cycle.mentorship_id, cycle.number) for _, cycle in turns}
        paused = {key for key in keys if key[0] in excused}
        await repos.cycles.close_unanswered(workspace_id, paused, outcome=Outcome.PAUSED)
        await repos.cycles.close_unanswered(workspace_id, keys - paused)


async def _open_next_cycles(repos: Repositories, *, content: Content, now: datetime) -> None:
    unfollowed = await repos.cycles.list_unfollowed(BATCH)
    for workspace_id, turns in _by_workspace(unfollowed).items():
        closed = {cycle.mentorship_id: cycle for _, cycle in reversed(turns)}
        locked = await repos.mentorships.lock_all(workspace_id, sorted(closed))
        active = [one for one in locked.values() if one.state is MentorshipState.ACTIVE]
        await _follow(repos, workspace_id, active, closed, content=content, now=now)


def _by_workspace(found: Sequence[tuple[Mentorship, Any]]) -> dict[str, list[tuple[Mentorship, Any]]]:
    """In the order in which everybody locks them, so that nobody waits in a circle."""
    grouped: dict[str, list[tuple[Mentorship, Any]]] = defaultdict(list)
    for mentorship, about in sorted(found, key=lambda one: one[0].workspace_id):
        grouped[mentorship.workspace_id].append((mentorship, about))
    return grouped


async def open_next(repos: Repositories, mentorship: Mentorship, *, content: Content, now: datetime) -> None:
    """Open what comes after an active mentorship's last cycle, if that is closed. For one that is locked."""
    cycles = await repos.cycles.list_for_mentorship(mentorship.workspace_id, mentorship.id)
    if cycles and cycles[-1].outcome is not None:
        closed = {mentorship.id: cycles[-1]}
        await _follow(repos, mentorship.workspace_id, [mentorship], closed, content=content, now=now)


async def _follow(
    repos: Repositories,
    workspace_id: str,
    active: Sequence[Mentorship],
    closed: Mapping[str, Cycle],
    *,
    content: Content,
    now: datetime,
) -> None:
    """Open what comes after these closed cycles. For mentorships of one workspace that are locked."""
    if not active:
        return
    programs = await repos.programs.list_by_ids(workspace_id, sorted({one.program_id for one in active}))
    active = await _in_step(repos, active, programs, content=content, today=now.date())
    to_plan = await _next_cycles(repos, workspace_id, active, closed, programs, now.date())
    met = await repos.cycles.last_met_on(workspace_id, [one.id for one in active])
    turns = [(closed[one.mentorship.id], one.cycle) for one in to_plan]
    followed = await repos.cycles.follow(workspace_id, turns, look_on=_looks(to_plan, met))
    begun = [one for one in to_plan if one.mentorship.id in followed]
    await plan_cycle_messages(repos, begun, content)
    await _move_check_ins(repos, workspace_id, begun, content=content, now=now)


def _looks(begun: Sequence[CycleToPlan], met: Collection[str]) -> dict[str, date | None]:
    """The first day that can count as silence, by mentorship; `met` are those who ever have."""
    return {
        one.mentorship.id: look_on(
            one.mentorship, one.cycle, before=one.before, has_met=one.mentorship.id in met
        )
        for one in begun
    }


async def _next_cycles(
    repos: Repositories,
    workspace_id: str,
    active: Sequence[Mentorship],
    closed: Mapping[str, Cycle],
    programs: Mapping[str, Program],
    today: date,
) -> list[CycleToPlan]:
    ids = [one.id for one in active]
    ignored = await _ignored(repos, workspace_id, [closed[one] for one in ids])
    return [
        CycleToPlan(
            mentorship=one,
            program=programs[one.program_id],
            cycle=_next_cycle(one, closed[one.id], ignored=ignored.get(one.id, 0), today=today),
            before=closed[one.id],
            today=today,
            ignored=ignored.get(one.id, 0),
        )
        for one in active
    ]


def _next_cycle(mentorship: Mentorship, closed: Cycle, *, ignored: int, today: date) -> Cycle:
    return next_cycle(closed, today=today, weeks=longer_wait(mentorship.every_weeks, ignored=ignored))


async def _move_check_ins(
    repos: Repositories, workspace_id: str, begun: Sequence[CycleToPlan], *, content: Content, now: datetime
) -> None:
    if not begun:
        return
    ids = [one.mentorship.id for one in begun]
    meetings = await repos.meetings.list_for_mentorships(workspace_id, ids)
    planned = [(one, meetings[one.mentorship.id]) for one in begun if one.mentorship.id in meetings]
    moved = [plan_moved_check_ins(one, meeting, content=content, now=now) for one, meeting in planned]
    await repos.outbox.put_at([row for rows in moved for row in rows])


async def _ignored(repos: Repositories, workspace_id: str, closed: Collection[Cycle]) -> dict[str, int]:
    """How many questions in a row nobody of them answered, by mentorship. Who did not is not known."""
    ids = [one.mentorship_id for one in closed if one.outcome is Outcome.UNANSWERED]
    if not ids:
        return {}
    cycles = await repos.cycles.list_for_mentorships(workspace_id, ids)
    asked: dict[str, set[int]] = defaultdict(set)
    for question in await repos.outbox.list_about(workspace_id, "check_in", ids):
        if question.state is DeliveryState.SENT:
            asked[question.subject].add(question.cycle)
    return {one: ignored_in_row(cycles[one], asked=asked[one]) for one in ids}


async def _in_step(
    repos: Repositories,
    mentorships: Sequence[Mentorship],
    programs: Mapping[str, Program],
    *,
    content: Content,
    today: date,
) -> list[Mentorship]:
    """The pair's rhythm follows the program's phases while it is not one of their own."""
    found = [_with_usual_rhythm(one, programs[one.program_id], content, today) for one in mentorships]
    changed = [one for one, before in zip(found, mentorships, strict=True) if one != before]
    await repos.mentorships.save_many(changed)
    return found


def _with_usual_rhythm(mentorship: Mentorship, program: Program, content: Content, today: date) -> Mentorship:
    if mentorship.own_rhythm_on is not None:
        return mentorship
    return replace(mentorship, every_weeks=usual_weeks(mentorship, program, content=content, today=today))


def usual_weeks(mentorship: Mentorship, program: Program, *, content: Content, today: date) -> int:
    """The program's own rhythm for them now: some templates begin close together and widen."""
    template = content.programs.get(program.template_id)
    if mentorship.introduced_on is None:
        return program.every_weeks
    if template is None:
        return mentorship.every_weeks if mentorship.own_rhythm_on is None else program.every_weeks
    week = (today - mentorship.introduced_on).days // 7
    return template.rhythm_in_week(week, usual=program.every_weeks)
