"""The page on which numbers and lists are taken out: of one program, or of all that somebody may read."""

from bot.domain.acts import Act
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.errors import NotYours
from bot.facts.boards import read_boards
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.exports.asking import list_open
from bot.usecases.oversight.reading import require_reader
from bot.views.exports.page import ExportPage

NONE = "You look after no program that has begun, so there's nothing to take out."


async def read_export_page(db: Database, *, act: Act, program_id: str) -> ExportPage:
    """Without a program it is about all of them. Raises NotYours."""
    async with db.reading() as repos:
        programs = await readable(repos, act, program_id)
        boards = await read_boards(
            repos, act.workspace_id, [one.id for one in programs], today=act.now.date()
        )
        as_of = max((one.as_of for one in boards.values() if one.as_of), default=None)
        if len(programs) > 1 or act.by not in programs[0].managers:
            return ExportPage(programs, as_of)
        return ExportPage(programs, as_of, may_ask=True, asked=await list_open(repos, programs[0], act))


async def list_readable(db: Database, *, act: Act) -> list[Program]:
    """Those whose totals they may read. Raises NotYours where there are none."""
    async with db.reading() as repos:
        return await readable(repos, act)


async def readable(repos: Repositories, act: Act, program_id: str = "") -> list[Program]:
    """This program, or without one all whose totals they may read. Raises NotYours."""
    if program_id:
        program = await repos.programs.get(act.workspace_id, program_id)
        await require_reader(repos, program, act=act)
        return [program]
    programs = await repos.programs.list_all(act.workspace_id)
    begun = [one for one in programs if one.state is not ProgramState.DRAFT]
    found = [one for one in begun if await _may_read(repos, one, act)]
    if not found:
        raise NotYours(NONE)
    return found


async def _may_read(repos: Repositories, program: Program, act: Act) -> bool:
    try:
        await require_reader(repos, program, act=act)
    except NotYours:
        return False
    return True
