"""Pausing, starting again and ending: always in the hands of the pair."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.mentorships import STANDING, Mentorship, MentorshipState, Outcome, require_member
from bot.domain.outbox import Planned
from bot.domain.status import is_silent, signs_of
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories

PAUSE_WEEKS = 4
NOTE_GOOD_FOR = timedelta(days=21)


async def pause_mentorship(
    db: Database, *, workspace_id: str, mentorship_id: str, by: str, now: datetime
) -> date:
    """Silence for four weeks, then it starts again by itself. Returns the day it does."""
    until = now.date() + timedelta(weeks=PAUSE_WEEKS)
    async with db.transaction() as repos:
        mentorship = await _standing(repos, workspace_id, mentorship_id, by)
        if mentorship.state is MentorshipState.APPROVED:
            raise NotNow("Your introduction is still on its way. You can pause once it has arrived.")
        await _close_cycle(repos, mentorship, by=by, outcome=Outcome.PAUSED)
        await repos.mentorships.save(replace(mentorship, state=MentorshipState.PAUSED, paused_until=until))
        await repos.outbox.drop_pending(workspace_id, mentorship_id)
    return until


async def resume_mentorship(db: Database, *, workspace_id: str, mentorship_id: str, by: str) -> None:
    async with db.transaction() as repos:
        mentorship = await _standing(repos, workspace_id, mentorship_id, by)
        if mentorship.state is MentorshipState.PAUSED:
            await repos.mentorships.save(replace(mentorship, state=MentorshipState.ACTIVE, paused_until=None))


async def keep_going(db: Database, *, workspace_id: str, mentorship_id: str, by: str, now: datetime) -> None:
    """A silent pair wants to go on: that is an answer, and silence is counted from here. Once is enough."""
    async with db.transaction() as repos:
        mentorship = await _standing(repos, workspace_id, mentorship_id, by)
        cycles = await repos.cycles.list_for_mentorship(workspace_id, mentorship_id)
        if is_silent(mentorship, signs_of(cycles, asked_on=None), today=now.date()):
            await _close_cycle(repos, mentorship, by=by, outcome=Outcome.NOT_THIS_MONTH)


async def end_mentorship(
    db: Database, *, workspace_id: str, mentorship_id: str, by: str, now: datetime
) -> None:
    """End without a reason. What was planned for the pair is dropped; the others get a kind note."""
    async with db.transaction() as repos:
        mentorship = await _standing(repos, workspace_id, mentorship_id, by)
        await repos.mentorships.save(
            replace(mentorship, state=MentorshipState.ENDED, paused_until=None, ended_on=now.date())
        )
        await repos.outbox.drop_pending(workspace_id, mentorship_id)
        if mentorship.state is not MentorshipState.APPROVED:
            await repos.outbox.plan([_note(mentorship, user_id, now) for user_id in mentorship.others(by)])


def _note(mentorship: Mentorship, user_id: str, now: datetime) -> Planned:
    return Planned(
        workspace_id=mentorship.workspace_id,
        kind="ending_note",
        subject=mentorship.id,
        cycle=0,
        recipient=user_id,
        due_at=now,
        expires_at=now + NOTE_GOOD_FOR,
        budgeted=False,
    )


async def _standing(repos: Repositories, workspace_id: str, mentorship_id: str, by: str) -> Mentorship:
    mentorship = await repos.mentorships.get(workspace_id, mentorship_id, lock=True)
    require_member(mentorship, user_id=by)
    if mentorship.state not in STANDING:
        raise NotNow("This mentorship has already ended. Thank you for the time you gave.")
    return mentorship


async def _close_cycle(repos: Repositories, mentorship: Mentorship, *, by: str, outcome: Outcome) -> None:
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
