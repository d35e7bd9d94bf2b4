"""Thanks for everybody when a program comes to its end, however early that is."""

from datetime import date

from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from bot.domain.programs.programs import Program
from bot.planning.stages import closing_on, plan_stage
from bot.storage.database import Database
from bot.storage.repositories import Repositories


async def is_anybody_thanked(db: Database, program: Program) -> bool:
    """Whether people would be thanked if it began to close now."""
    async with db.reading() as repos:
        return bool(await _standing(repos, program))


async def plan_thanks(repos: Repositories, program: Program, *, today: date) -> None:
    """For one that is closing. Planned once, however often this is called for the same last day."""
    if program.ends_on is None:
        return
    stage = closing_on(program.ends_on)
    standing = await _standing(repos, program)
    await repos.outbox.plan([row for one in standing for row in plan_stage(one, stage, day=today)])


async def _standing(repos: Repositories, program: Program) -> list[Mentorship]:
    return await repos.mentorships.list_for_program(
        program.workspace_id, program.id, [MentorshipState.ACTIVE]
    )
