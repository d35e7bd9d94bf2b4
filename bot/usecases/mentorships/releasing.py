"""After a long silence: who was asked twice and never answered is let go kindly, and may come back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.mentorships.mentorships import CURRENT, Mentorship
from bot.domain.mentorships.status import Signs, is_silent, was_asked_days_ago
from bot.domain.programs.programs import Program
from bot.domain.programs.states import MATCHABLE
from bot.errors import NotNow
from bot.facts.status_rows import signs_by_mentorship
from bot.planning.cycles import LAST_CALL
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.home.reader import Reader
from bot.usecases.mentorships.lifecycle import end
from bot.views.home.todo import Todo
from bot.views.mentorships.silence import released_todo

BATCH = 200
EVER = datetime(1970, 1, 1, tzinfo=UTC)
NOTE_GOOD_FOR = timedelta(days=21)


async def release_silent(db: Database, *, now: datetime, since: datetime = EVER) -> int:
    """Let go of pairs in which everybody was asked twice and nobody answered; returns how many.

    Only of those in which somebody was asked the last time after `since`. Safe to run at any time and in any
    number of processes.
    """
    released, after = 0, ("", "")
    while True:
        async with db.statement() as repos:
            found = await repos.mentorships.list_asked_twice(
                now - LAST_CALL, since=since, after=after, limit=BATCH
            )
        for workspace_id, mentorship_id in found:
            async with db.transaction() as repos:
                released += await _release(repos, workspace_id, mentorship_id, now)
        if len(found) < BATCH:
            return released
        after = found[-1]


async def _release(repos: Repositories, workspace_id: str, mentorship_id: str, now: datetime) -> bool:
    mentorship = await repos.mentorships.get(workspace_id, mentorship_id, lock=True)
    program = await repos.programs.get(workspace_id, mentorship.program_id)
    signs = await signs_by_mentorship(repos, workspace_id, [mentorship], today=now.date())
    if not _has_come_to_rest(mentorship, program, signs[mentorship_id], today=now.date()):
        return False
    resting = await _with_nobody_else(repos, mentorship)
    await end(repos, mentorship, told=[one for one in mentorship.user_ids if one not in resting], now=now)
    for user_id in resting:
        mine = await repos.enrolments.find(workspace_id, program.id, user_id)
        if mine is not None and mine.state is EnrolmentState.ACTIVE:
            await repos.enrolments.save(replace(mine, state=EnrolmentState.RELEASED))
    await repos.outbox.plan([_note(program, user_id, now) for user_id in resting])
    return True


def _has_come_to_rest(mentorship: Mentorship, program: Program, signs: Signs, *, today: date) -> bool:
    """Asked again today, under the lock: the plan may have changed, or somebody may be on leave."""
    weeks = program.plan.release_after_weeks
    is_over = program.ends_on is not None and today > program.ends_on
    if not weeks or not program.is_live or is_over or not is_silent(mentorship, signs, today=today):
        return False
    return was_asked_days_ago(signs, today=today) >= weeks * 7


async def _with_nobody_else(repos: Repositories, mentorship: Mentorship) -> Sequence[str]:
    """Those of a pair who have no other match in this program: only their places rest."""
    workspace_id, program_id = mentorship.workspace_id, mentorship.program_id
    current = await repos.mentorships.list_for_program(workspace_id, program_id, CURRENT)
    busy = {user_id for one in current if one.id != mentorship.id for user_id in one.user_ids}
    return sorted(set(mentorship.user_ids) - busy)


def _note(program: Program, user_id: str, now: datetime) -> Planned:
    """About the person, not the pair. A place may come to rest again: the day makes it another note."""
    return Planned(
        workspace_id=program.workspace_id,
        kind="released",
        subject=program.id,
        cycle=now.date().toordinal(),
        recipient=user_id,
        due_at=now,
        expires_at=now + NOTE_GOOD_FOR,
        budgeted=False,
    )


async def come_back(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
) -> Program | None:
    """A place that rested is theirs again; twice changes nothing. None: the charter has changed since."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        # Whoever leaves at this moment has left by now, or waits.
        await repos.people.find(act.workspace_id, act.by, lock=True)
        mine = await repos.enrolments.find(act.workspace_id, program_id, act.by)
        if mine is not None and mine.state is EnrolmentState.ACTIVE:
            return program
        if mine is None or mine.state is not EnrolmentState.RELEASED:
            raise NotNow(
                f"You have no free place to come back to in {program.name}. Type `/mentor join` instead."
            )
        if not _runs(program, act.now.date()):
            raise NotNow(f"{program.name} has come to its end. `/mentor join` shows what is open.")
        if mine.charter_version != content.charter.version:
            return None
        await repos.enrolments.save(replace(mine, state=EnrolmentState.ACTIVE))
        await repos.outbox.drop_pending_to(act.workspace_id, act.by, program_id)
    return program


def _runs(program: Program, today: date) -> bool:
    return program.state in MATCHABLE and (program.ends_on is None or today <= program.ends_on)


async def released_due(repos: Repositories, reader: Reader) -> Todo | None:
    """For Home: a place that rests, and the way back."""
    for one in reader.places:
        if one.state is EnrolmentState.RELEASED:
            program = reader.programs[one.program_id]
            if _runs(program, reader.now.date()):
                return released_todo(program_name=program.name, program_id=program.id)
    return None
