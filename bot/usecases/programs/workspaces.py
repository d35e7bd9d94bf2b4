"""What belongs to the whole workspace: its signposts and its sites."""

from collections.abc import Iterable, Mapping

from bot.domain.joining.enrolments import Enrolment, EnrolmentState
from bot.domain.people import Workspace
from bot.domain.programs.programs import Program
from bot.storage.database import Database


async def read_workspace(db: Database, *, workspace_id: str) -> Workspace:
    async with db.reading() as repos:
        return await repos.workspaces.get(workspace_id)


async def read_signposts(db: Database, *, workspace_id: str, user_id: str) -> Mapping[str, str]:
    """Where this person turns."""
    async with db.reading() as repos:
        workspace = await repos.workspaces.get(workspace_id)
        places = await repos.enrolments.list_for_person(workspace_id, user_id)
        return signposts_of(workspace, await repos.programs.list_all(workspace_id), places)


def signposts_of(
    workspace: Workspace, programs: Iterable[Program], places: Iterable[Enrolment]
) -> Mapping[str, str]:
    """The workspace's, and over them what differs in the programs somebody with these places is in."""
    mine = {one.program_id for one in places if one.state is not EnrolmentState.LEFT}
    found = dict(workspace.signposts)
    for program in programs:
        if program.is_live and program.id in mine:
            found.update(program.signposts)
    return found
