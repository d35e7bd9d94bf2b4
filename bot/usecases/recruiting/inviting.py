"""Asking people of the staff directory to be mentors: found by stage, profession and site."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.joining.enrolments import Role
from bot.domain.programs.programs import Program, require_manager, require_open_to
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.privacy.looking import noted
from bot.usecases.recruiting.cover import is_circle
from bot.usecases.recruiting.nominating import NO_CIRCLES
from bot.views.recruiting.inviting import Invitable

MOST_INVITED = 50
# More than one hospital's people of one kind; what lies beyond is found with a narrower search.
MOST_FOUND = 2000
FOUND_LIST = "people found in the directory"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to look for; None is anybody."""

    career_stage: str | None = None
    profession: str | None = None
    site: str | None = None


async def start_inviting(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
) -> tuple[Program, Sequence[str]]:
    """The program, and the sites to choose from."""
    async with db.transaction() as repos:
        program = await _recruiting(repos, act.workspace_id, program_id, act.by, content, act.now)
        workspace = await repos.workspaces.get(act.workspace_id)
        if not await repos.directory.count(act.workspace_id, act.now.date()):
            raise NotNow("There is no staff directory here yet. Suggest people one by one instead.")
    return program, workspace.sites


async def find_invitable(
    db: Database,
    *,
    act: Act,
    program_id: str,
    wanted: Wanted,
    content: Content,
) -> Invitable:
    """A look at names: it is noted in the access log."""
    async with db.transaction() as repos:
        program = await _recruiting(repos, act.workspace_id, program_id, act.by, content, act.now)
        found = await repos.directory.list_matching(
            act.workspace_id,
            today=act.now.date(),
            limit=MOST_FOUND,
            career_stage=wanted.career_stage,
            profession=wanted.profession,
            site=wanted.site,
        )
        left_out = await _concerned(repos, program) | {act.by}
        asked = [one.user_id for one in found if one.user_id and one.user_id not in left_out]
        return await noted(repos, act, program, FOUND_LIST, Invitable(program, asked))


async def _recruiting(
    repos: Repositories, workspace_id: str, program_id: str, by: str, content: Content, now: datetime
) -> Program:
    program = await repos.programs.get(workspace_id, program_id)
    require_manager(program, user_id=by)
    if is_circle(program, content):
        raise NotNow(NO_CIRCLES.format(name=program.name))
    require_open_to(program, Role.MENTOR, today=now.date())
    return program


async def _concerned(repos: Repositories, program: Program) -> set[str]:
    """Whoever joined, was asked or said no: left out all alike, so that no list tells who said no."""
    enrolled = await repos.enrolments.list_for_program(program.workspace_id, program.id)
    asked = await repos.nominations.list_for_program(program.workspace_id, program.id)
    return {one.user_id for one in enrolled} | {one.user_id for one in asked}
