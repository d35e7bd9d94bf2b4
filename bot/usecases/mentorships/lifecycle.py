"""Carrying on and ending, and what a pause does: always in the hands of the pair."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.delivery.kind import InAPause
from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.mentorships.mentorships import (
    CURRENT,
    Mentorship,
    MentorshipState,
    Outcome,
    matched_in,
    require_member,
)
from bot.domain.mentorships.status import is_silent, signs_of
from bot.domain.pausing import going_on, resting
from bot.errors import NotNow
from bot.nudges import kinds_where
from bot.storage.database import Database
from bot.storage.repositories import Repositories

NOTE_GOOD_FOR = timedelta(days=21)


async def read_current(db: Database, *, act: Act, mentorship_id: str) -> Mentorship:
    """Read one for one of its people, before a form asks about it. Raises NotNow when it has ended."""
    async with db.reading() as repos:
        mentorship = await repos.mentorships.get(act.workspace_id, mentorship_id)
        return require_current(mentorship, by=act.by)


async def rest_until(
    repos: Repositories, mentorship: Mentorship, until: date, *, by: str, today: date
) -> None:
    """Silence until that day; a question that is open now is let go. For one that is locked.

    `by` is one of its people.
    """
    await close_cycle(repos, mentorship, by=by, outcome=Outcome.PAUSED)
    await repos.mentorships.save(resting(mentorship, today=today, until=until))
    let_go = kinds_where(lambda kind: kind.in_a_pause is InAPause.LET_GO)
    anew = kinds_where(lambda kind: kind.in_a_pause is InAPause.PLANNED_ANEW)
    await repos.outbox.drop_pending(mentorship.workspace_id, mentorship.id, let_go)
    await repos.outbox.forget_kinds(mentorship.workspace_id, mentorship.id, anew)
    await repos.outbox.let_go(mentorship.workspace_id, mentorship.id)


async def keep_going(
    db: Database,
    *,
    act: Act,
    mentorship_id: str,
) -> None:
    """A silent pair wants to go on: that is an answer, and silence is counted from here. Once is enough."""
    async with db.transaction() as repos:
        mentorship = await lock_current(repos, act.workspace_id, mentorship_id, act.by)
        cycles = await repos.cycles.list_for_mentorship(act.workspace_id, mentorship_id)
        if is_silent(mentorship, signs_of(cycles, asked_on=None), today=act.now.date()):
            await close_cycle(repos, mentorship, by=act.by, outcome=Outcome.NOT_THIS_MONTH)


async def end_mentorship(
    db: Database,
    *,
    act: Act,
    mentorship_id: str,
) -> Mentorship:
    """End without a reason. What was planned is dropped; the others get a kind note, or go on as a circle.

    Returns it as it was.
    """
    async with db.transaction() as repos:
        mentorship = await lock_current(repos, act.workspace_id, mentorship_id, act.by)
        await part(repos, mentorship, act.by, now=act.now)
    return mentorship


async def part(
    repos: Repositories, mentorship: Mentorship, user_id: str, *, now: datetime, kind: str = "ending_note"
) -> None:
    """For one that is locked and stands: a circle goes on without one of its people, a pair ends."""
    if mentorship.goes_on_without(user_id):
        staying = tuple(member for member in mentorship.members if member.user_id != user_id)
        await repos.mentorships.save(replace(mentorship, members=staying))
        await repos.outbox.drop_pending_to(mentorship.workspace_id, user_id, mentorship.id)
        await repos.outbox.let_go(mentorship.workspace_id, mentorship.id)
    else:
        await end(repos, mentorship, told=mentorship.others(user_id), now=now, kind=kind)


async def end(
    repos: Repositories,
    mentorship: Mentorship,
    *,
    told: Iterable[str],
    now: datetime,
    kind: str = "ending_note",
) -> None:
    """For one that is locked and stands. Before the introduction nobody knows of it, or learns of it now."""
    pointless = kinds_where(lambda kind: not kind.outlasts_the_end)
    await repos.outbox.drop_pending(mentorship.workspace_id, mentorship.id, pointless)
    if mentorship.state is MentorshipState.APPROVED:
        await repos.mentorships.save(replace(mentorship, state=MentorshipState.DROPPED))
        return
    await repos.mentorships.save(
        replace(going_on(mentorship), state=MentorshipState.ENDED, ended_on=now.date())
    )
    # Whoever had a mentor chooses anew, and is shown others.
    chose = sorted(matched_in([mentorship]))
    await repos.suggestions.delete_open(mentorship.workspace_id, mentorship.program_id, chose)
    await repos.outbox.plan([plan_note(mentorship, user_id, kind, now=now) for user_id in told])


async def lock_current_of(
    repos: Repositories, workspace_id: str, user_id: str, *, program_id: str | None = None
) -> list[Mentorship]:
    """This person's mentorships, locked one after the other, so that nobody waits in a circle."""
    known = await repos.mentorships.list_for_person(workspace_id, user_id, CURRENT)
    here = [one.id for one in known if program_id in (None, one.program_id)]
    locked = [await repos.mentorships.get(workspace_id, one, lock=True) for one in here]
    return [one for one in locked if one.state in CURRENT]


def plan_note(mentorship: Mentorship, user_id: str, kind: str, *, now: datetime, number: int = 0) -> Planned:
    """Plan what somebody has to know of what another has done; `number` tells it from an earlier one."""
    return Planned(
        workspace_id=mentorship.workspace_id,
        kind=kind,
        subject=mentorship.id,
        cycle=number,
        recipient=user_id,
        due_at=now,
        expires_at=now + NOTE_GOOD_FOR,
        budgeted=False,
    )


async def lock_current(repos: Repositories, workspace_id: str, mentorship_id: str, by: str) -> Mentorship:
    """For one of its people. Raises NotNow when it has ended."""
    return require_current(await repos.mentorships.get(workspace_id, mentorship_id, lock=True), by=by)


def require_current(mentorship: Mentorship, *, by: str) -> Mentorship:
    """Give it back to one of its people. Raises NotNow when it has ended."""
    require_member(mentorship, user_id=by)
    if mentorship.state not in CURRENT:
        raise NotNow("This mentorship has already ended. Thank you for the time you gave.")
    return mentorship


async def close_cycle(repos: Repositories, mentorship: Mentorship, *, by: str, outcome: Outcome) -> None:
    if mentorship.state is not MentorshipState.ACTIVE:
        return
    cycle = await repos.cycles.current(mentorship.workspace_id, mentorship.id)
    await repos.cycles.answer(
        mentorship.workspace_id,
        mentorship_id=mentorship.id,
        number=cycle.number,
        user_id=by,
        outcome=outcome,
        iso_week=None,
    )
    await repos.outbox.let_go(mentorship.workspace_id, mentorship.id)
