"""Nobody is left out silently: who got no match is told until when they wait, and is looked at again then."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.content import Content
from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import Enrolment
from bot.domain.matching.choices import MatchedBy
from bot.domain.mentorships.mentorships import MentorshipState, matched_in
from bot.domain.programs.programs import Intake, Program
from bot.domain.programs.states import MATCHABLE
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.matching.proposals import work_out

BATCH = 50
NOTE = "waiting_note"
LOOK_AGAIN_AFTER = timedelta(days=14)
TELL_MANAGERS_WITHIN = timedelta(days=7)


async def promise_to_look_again(repos: Repositories, program: Program, now: datetime) -> None:
    """After a proposal was published; for a program that is locked. A date somebody was told stays."""
    waiting = await list_waiting(repos, program)
    on = _next_look(program, now.date()) if waiting else None
    if on != program.look_again_on:
        await repos.programs.save(replace(program, look_again_on=on))
    if on is not None:
        await repos.outbox.plan([_note(one, on, now) for one in waiting])


def _next_look(program: Program, today: date) -> date:
    told = program.look_again_on
    return told if told is not None and told > today else today + LOOK_AGAIN_AFTER


async def list_waiting(repos: Repositories, program: Program) -> list[Enrolment]:
    """Who takes part, wants a mentor and has none."""
    return await repos.enrolments.list_unmatched(program.workspace_id, program.id)


def _note(one: Enrolment, on: date, now: datetime) -> Planned:
    """The day stands for its cycle: somebody is told once of each."""
    return Planned(
        workspace_id=one.workspace_id,
        kind=NOTE,
        subject=one.program_id,
        cycle=on.toordinal(),
        recipient=one.user_id,
        due_at=now,
        expires_at=datetime.combine(on, time(), now.tzinfo),
        budgeted=False,
    )


async def look_again(db: Database, *, content: Content, now: datetime, new_id: Callable[[], str]) -> int:
    """Work out proposals for those who wait, where their day has come or newcomers join one by one.

    Returns how many programs' managers are told of one. What a manager has worked on is left as it is, and
    current pairs are never touched. Safe to run at any time.
    """
    async with db.statement() as repos:
        found = await repos.programs.list_to_look_again(today=now.date(), limit=BATCH)
    return sum([await _look(db, *one, content=content, now=now, new_id=new_id) for one in found])


async def _look(
    db: Database,
    workspace_id: str,
    program_id: str,
    *,
    content: Content,
    now: datetime,
    new_id: Callable[[], str],
) -> bool:
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id, lock=True)
        if program.state not in MATCHABLE:
            return False
        waiting = await list_waiting(repos, program)
        waits = {one.user_id for one in waiting}
        has_come = program.look_again_on is not None and program.look_again_on <= now.date()
        if has_come:
            on = _next_look(program, now.date()) if waits else None
            await repos.programs.save(replace(program, look_again_on=on))
            await _tell_who_was_not(repos, program, waiting, on, now)
        if not await _wants_a_proposal(repos, program, waits, has_come=has_come):
            return False
    return bool(waits) and await _propose(db, program, content=content, now=now, new_id=new_id)


async def _tell_who_was_not(
    repos: Repositories, program: Program, waiting: Sequence[Enrolment], on: date | None, now: datetime
) -> None:
    """Name the next day to those whom the last note did not reach: they were away, or its day too near."""
    notes = await repos.outbox.list_about(program.workspace_id, NOTE, [program.id])
    last = {one.recipient: one for one in notes}
    untold = {who for who, one in last.items() if one.sent_at is None}
    await repos.outbox.forget_kinds(program.workspace_id, program.id, [NOTE])
    if on is not None:
        await repos.outbox.plan([_note(one, on, now) for one in waiting if one.user_id in untold])


async def _wants_a_proposal(
    repos: Repositories, program: Program, waits: set[str], *, has_come: bool
) -> bool:
    """Not where a manager's own hand is in it; else when a day has come, or somebody is new."""
    states = [MentorshipState.PROPOSED]
    proposed = await repos.mentorships.list_for_program(program.workspace_id, program.id, states)
    made = await repos.proposals.find(program.workspace_id, program.id)
    in_hand = any(one.locked for one in proposed) or (made is not None and made.publish_at is not None)
    if in_hand or program.plan.matched_by is MatchedBy.BY_HAND:
        return False
    left_over = await repos.proposals.list_left_over(program.workspace_id, program.id)
    new = waits - matched_in(proposed) - {one.user_id for one in left_over}
    return has_come or (program.intake is Intake.ROLLING and bool(new))


async def _propose(
    db: Database, program: Program, *, content: Content, now: datetime, new_id: Callable[[], str]
) -> bool:
    if not await work_out(db, program, content=content, now=now, new_id=new_id):
        return False
    async with db.transaction() as repos:
        await repos.outbox.plan([_ready(program, manager, now) for manager in program.managers])
    return True


def _ready(program: Program, manager: str, now: datetime) -> Planned:
    return Planned(
        workspace_id=program.workspace_id,
        kind="matches_ready",
        subject=program.id,
        cycle=now.date().toordinal(),
        recipient=manager,
        due_at=now,
        expires_at=now + TELL_MANAGERS_WITHIN,
    )
