"""Several proposed matches at once: kept or dropped together, and dropped ones put back."""

from collections.abc import Collection
from dataclasses import replace

from bot.domain.mentorships.mentorships import CURRENT, Mentorship, MentorshipState, matched_in
from bot.domain.programs.programs import Program, require_manager
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories

SETTLED = "These aren't waiting for approval any more. Open the review again to see what's left."
PICK_AGAIN = "Some of these have changed since you opened this. Go back to the review and choose again."


async def keep_matches(
    db: Database, *, workspace_id: str, program_id: str, ids: Collection[str], by: str, locked: bool = True
) -> None:
    """They stay as they are when matching is run again, or not any longer.

    Raises NotNow where one is proposed no more.
    """
    async with db.transaction() as repos:
        _, matches = await proposed_of(repos, workspace_id, program_id, ids, by)
        for match in matches:
            await repos.mentorships.save(replace(match, locked=locked))


async def drop_matches(
    db: Database, *, workspace_id: str, program_id: str, ids: Collection[str], by: str
) -> None:
    """Take them out of the proposal, all or none; twice changes nothing.

    Raises NotNow where one is proposed no more.
    """
    async with db.transaction() as repos:
        await _locked(repos, workspace_id, program_id, by)
        dropped = await repos.mentorships.list_for_program(
            workspace_id, program_id, [MentorshipState.DROPPED]
        )
        left = set(ids) - {one.id for one in dropped}
        if ids and not left:
            return
        _, matches = await proposed_of(repos, workspace_id, program_id, left, by)
        for match in matches:
            await repos.mentorships.save(replace(match, state=MentorshipState.DROPPED))


async def put_back_matches(
    db: Database, *, workspace_id: str, program_id: str, ids: Collection[str], by: str
) -> None:
    """Propose again what was dropped, but for people who have another match by now. Idempotent."""
    async with db.transaction() as repos:
        program = await _locked(repos, workspace_id, program_id, by)
        dropped = await repos.mentorships.list_for_program(
            workspace_id, program.id, [MentorshipState.DROPPED]
        )
        states = [MentorshipState.PROPOSED, *CURRENT]
        taken = matched_in(await repos.mentorships.list_for_program(workspace_id, program.id, states))
        for match in dropped:
            if match.id in ids and matched_in([match]).isdisjoint(taken):
                await repos.mentorships.save(replace(match, state=MentorshipState.PROPOSED))


async def proposed_of(
    repos: Repositories, workspace_id: str, program_id: str, ids: Collection[str], by: str
) -> tuple[Program, list[Mentorship]]:
    """Lock the program, and find these matches of its proposal. Raises NotNow where one is gone."""
    program = await _locked(repos, workspace_id, program_id, by)
    there = await repos.mentorships.list_for_program(workspace_id, program.id, [MentorshipState.PROPOSED])
    found = [one for one in there if one.id in ids]
    if not found:
        raise NotNow(SETTLED)
    if {one.id for one in found} != set(ids):
        raise NotNow(PICK_AGAIN)
    return program, found


async def _locked(repos: Repositories, workspace_id: str, program_id: str, by: str) -> Program:
    program = await repos.programs.get(workspace_id, program_id, lock=True)
    require_manager(program, user_id=by)
    return program
