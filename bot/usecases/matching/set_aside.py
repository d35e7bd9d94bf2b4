"""Set somebody aside: they are not matched for now; no reason is kept."""

from dataclasses import replace

from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.programs.programs import require_manager
from bot.errors import NotNow
from bot.storage.database import Database


async def set_aside(
    db: Database, *, workspace_id: str, program_id: str, user_id: str, by: str, is_aside: bool
) -> None:
    """They are not matched until it is ended; what stands goes on. The person can see it."""
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        # Whoever leaves or changes their answers at this moment has done so by now, or waits.
        await repos.people.find(workspace_id, user_id, lock=True)
        place = await repos.enrolments.find(workspace_id, program_id, user_id)
        if place is None or place.state is not EnrolmentState.ACTIVE:
            raise NotNow("This person takes no part in the program any more. Open the list again.")
        await repos.enrolments.save(replace(place, on_hold=is_aside))
