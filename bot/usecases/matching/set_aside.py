"""Set people aside: they are not matched for now; no reason is kept."""

from collections.abc import Collection
from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.programs.programs import require_manager
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories


async def set_aside(
    db: Database, *, workspace_id: str, program_id: str, user_id: str, by: str, is_aside: bool
) -> None:
    """They are not matched until it is ended; what stands goes on. The person can see it."""
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        if not await _set_aside(repos, workspace_id, program_id, user_id, is_aside=is_aside):
            raise NotNow("This person takes no part in the program any more. Open the list again.")


async def set_several_aside(
    db: Database, *, act: Act, program_id: str, user_ids: Collection[str], is_aside: bool
) -> bool:
    """Do the same for several at once; False where some take no part any more, who stay as they are."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        done = [
            await _set_aside(repos, act.workspace_id, program_id, one, is_aside=is_aside)
            for one in sorted(set(user_ids))
        ]
    return all(done)


async def _set_aside(
    repos: Repositories, workspace_id: str, program_id: str, user_id: str, *, is_aside: bool
) -> bool:
    """False for who takes no part."""
    # Whoever leaves or changes their answers at this moment has done so by now, or waits.
    await repos.people.find(workspace_id, user_id, lock=True)
    place = await repos.enrolments.find(workspace_id, program_id, user_id)
    if place is None or place.state is not EnrolmentState.ACTIVE:
        return False
    await repos.enrolments.save(replace(place, on_hold=is_aside))
    return True
