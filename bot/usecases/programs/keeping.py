"""What happens to programs as days pass: they come to their end, and what they no longer need is let go."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.programs.thanking import plan_thanks

CLOSING_FOR = timedelta(days=28)
DAY = timedelta(days=1)
BATCH = 50


async def keep_programs(db: Database, *, now: datetime) -> None:
    """Safe to run at any time and in any number of processes: every step happens once."""
    today = now.date()
    async with db.transaction() as repos:
        found = await repos.programs.list_past_their_end(
            today=today, closing_until=today - CLOSING_FOR, limit=BATCH
        )
    for workspace_id, program_id in found:
        async with db.transaction() as repos:
            await _keep(repos, await repos.programs.get(workspace_id, program_id, lock=True), now)


async def _keep(repos: Repositories, program: Program, now: datetime) -> None:
    """It may have moved on since it was found."""
    last, today = program.ends_on, now.date()
    if last is None:
        return
    if program.state is ProgramState.RUNNING and last < today:
        # Its people have their weeks to say goodbye even if nothing ran here when its last day came.
        last = max(last, today - DAY)
        closing = replace(program, state=ProgramState.CLOSING, ends_on=last)
        await repos.programs.save(closing)
        await plan_thanks(repos, closing, today=today)
    elif program.state is ProgramState.CLOSING and last <= today - CLOSING_FOR:
        await repos.programs.save(replace(program, state=ProgramState.CLOSED))
        await wind_down(repos, program, now)


async def wind_down(repos: Repositories, program: Program, now: datetime) -> None:
    """Mentorships end with their program, and nobody is told that their partner ended it."""
    workspace_id = program.workspace_id
    # People before mentorships, as whoever leaves or pauses at this moment locks them.
    await repos.exclusions.forget_after(workspace_id, program.id)
    await repos.suggestions.delete_all_of(workspace_id, program.id)
    await repos.requests.delete_all_of(workspace_id, program.id)
    await repos.proposals.delete(workspace_id, program.id)
    await repos.proposals.replace_left_over(workspace_id, program.id, ())
    await repos.holds.delete_all_of(workspace_id, program.id)
    await _forget_nominations(repos, program)
    await repos.mentorships.delete_proposed(workspace_id, program.id)
    await repos.mentorships.end_current(workspace_id, program.id, on=now.date())
    await repos.outbox.drop_pending_of_program(workspace_id, program.id)


async def _forget_nominations(repos: Repositories, program: Program) -> None:
    """And who was stored for the question alone."""
    asked = await repos.nominations.list_for_program(program.workspace_id, program.id)
    await repos.nominations.delete_all_of(program.workspace_id, program.id)
    for one in asked:
        await repos.people.delete_bare(program.workspace_id, one.user_id)
