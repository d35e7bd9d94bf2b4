"""Who a program reaches: counted on Mondays with all else that is frozen, and read as it was frozen."""

from collections.abc import Sequence
from datetime import date

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.disclosure.cells import Cell
from bot.domain.oversight.reach import Known, ReachBy, cells_of_reach, known_by, lines_of_reach
from bot.domain.programs.programs import Program
from bot.domain.recruiting.cover import shift_group
from bot.facts.boards import read_boards
from bot.storage.database import Database
from bot.storage.oversight.reach import Alike
from bot.storage.repositories import Repositories
from bot.usecases.oversight.reading import require_reader
from bot.views.oversight.reach import ReachPage


async def count_reach(
    repos: Repositories, program: Program, *, content: Content, week: date, today: date
) -> Sequence[Cell]:
    """For whoever freezes a Monday."""
    reached = await repos.reach.count_reached(program.workspace_id, program.id)
    return cells_of_reach(
        [(_known(one, content), one.people) for one in reached],
        await _staff(repos, program.workspace_id, content, week=week, today=today),
        week=week,
    )


async def _staff(
    repos: Repositories, workspace_id: str, content: Content, *, week: date, today: date
) -> list[tuple[Known, int]]:
    """Counted for the first program of a workspace: the directory is large, and the others have the same."""
    if counted := await repos.reach.staff_of_week(workspace_id, week=week):
        return [(known_by(group), count) for group, count in counted.items()]
    found = await repos.reach.count_staff(workspace_id, today=today)
    return [(_known(one, content), one.people) for one in found]


async def read_reach(
    db: Database, *, act: Act, program_id: str, by: ReachBy, is_admin: bool = False
) -> ReachPage:
    """As of the last Monday, by one thing alone; for those who may read the program's totals."""
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        await require_reader(repos, program, act=act, is_admin=is_admin)
        board = (await read_boards(repos, act.workspace_id, [program_id], today=act.now.date()))[program_id]
    return ReachPage(
        program=program,
        by=by,
        as_of=board.as_of,
        lines=lines_of_reach(board, by),
        manages=act.by in program.managers,
    )


def _known(one: Alike, content: Content) -> Known:
    known = {ReachBy.SITE: one.site, ReachBy.PROFESSION: one.profession, ReachBy.STAGE: one.career_stage}
    if preset := content.presets.get(one.preset_id or ""):
        known[ReachBy.SHIFT] = shift_group(preset)
    return {by: value for by, value in known.items() if value}
