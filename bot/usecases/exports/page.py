"""The page on which numbers and lists are taken out: of one program, or of all that somebody may read."""

from bot.domain.acts import Act
from bot.domain.exports.named import NamedExport
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.errors import NotYours
from bot.facts.boards import read_boards
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.exports.asking import list_open
from bot.usecases.oversight.reading import may_say_second_yes, require_reader
from bot.views.exports.page import ExportPage

NONE = "You look after no program that has begun, so there's nothing to take out."


async def read_export_page(db: Database, *, act: Act, program_id: str, is_admin: bool = False) -> ExportPage:
    """Without a program it is about all of them. Raises NotYours."""
    async with db.reading() as repos:
        programs = await readable(repos, act, program_id, is_admin=is_admin)
        boards = await read_boards(
            repos, act.workspace_id, [one.id for one in programs], today=act.now.date()
        )
        as_of = max((one.as_of for one in boards.values() if one.as_of), default=None)
        if len(programs) > 1:
            return ExportPage(programs, as_of)
        [program] = programs
        is_manager = act.by in program.managers
        return ExportPage(
            programs,
            as_of,
            may_ask=is_manager,
            asked=await list_open(repos, program, act) if is_manager else (),
            to_answer=await _to_answer(repos, program, act),
        )


async def _to_answer(repos: Repositories, program: Program, act: Act) -> list[NamedExport]:
    """Those of others that whoever acts may agree to."""
    waiting = await repos.named_exports.list_waiting(act.workspace_id, program.id)
    theirs = [one for one in waiting if one.is_waiting(act.now) and one.asked_by != act.by]
    if not theirs or not await may_say_second_yes(repos, program, act=act, asked_by=theirs[0].asked_by):
        return []
    return theirs


async def list_readable(db: Database, *, act: Act) -> list[Program]:
    """Those whose totals they may read. Raises NotYours where there are none."""
    async with db.reading() as repos:
        return await readable(repos, act)


async def readable(
    repos: Repositories, act: Act, program_id: str = "", *, is_admin: bool = False
) -> list[Program]:
    """This program, or without one all whose totals they may read. Raises NotYours."""
    if program_id:
        program = await repos.programs.get(act.workspace_id, program_id)
        await require_reader(repos, program, act=act, is_admin=is_admin)
        return [program]
    programs = await repos.programs.list_all(act.workspace_id)
    roles = await repos.roles.list_held(act.workspace_id)
    begun = [one for one in programs if one.state is not ProgramState.DRAFT]
    found = [one for one in begun if roles.may_read(one, act.by, is_admin=is_admin)]
    if not found:
        raise NotYours(NONE)
    return found
