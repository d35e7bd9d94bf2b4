"""Thanks for everybody when a program comes to its end, however early that is."""

from datetime import date

from bot.domain.mentorships import MentorshipState
from bot.domain.programs import Program
from bot.nudges.stages import closing_on, plan_stage
from bot.storage.repositories import Repositories


async def plan_thanks(repos: Repositories, program: Program, *, today: date) -> None:
    """For one that is closing. Planned once, however often this is called for the same last day."""
    if program.ends_on is None:
        return
    stage = closing_on(program.ends_on)
    standing = await repos.mentorships.list_for_program(
        program.workspace_id, program.id, [MentorshipState.ACTIVE]
    )
    await repos.outbox.plan([row for one in standing for row in plan_stage(one, stage, day=today)])
