"""What belongs to the whole workspace: its signposts and its sites."""

from collections.abc import Mapping

from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.people import Workspace
from bot.storage.database import Database
from bot.storage.repositories import Repositories


async def read_workspace(db: Database, *, workspace_id: str) -> Workspace:
    async with db.reading() as repos:
        return await repos.workspaces.get(workspace_id)


async def read_signposts(db: Database, *, workspace_id: str, user_id: str) -> Mapping[str, str]:
    """Where this person turns."""
    async with db.reading() as repos:
        workspace = await repos.workspaces.get(workspace_id)
        return await signposts_of(repos, workspace, user_id)


async def signposts_of(repos: Repositories, workspace: Workspace, user_id: str) -> Mapping[str, str]:
    """The workspace's, and over them what differs in the programs this person is in."""
    enrolled = await repos.enrolments.list_for_person(workspace.id, user_id)
    mine = {one.program_id for one in enrolled if one.state is not EnrolmentState.LEFT}
    programs = await repos.programs.list_all(workspace.id)
    found = dict(workspace.signposts)
    for program in programs:
        if program.is_live and program.id in mine:
            found.update(program.signposts)
    return found
