"""What is frozen of programs, for whoever shows a number."""

from collections.abc import Sequence
from datetime import date

from bot.domain.disclosure.board import Board
from bot.domain.disclosure.weeks import shown_since
from bot.storage.repositories import Repositories


async def read_boards(
    repos: Repositories, workspace_id: str, program_ids: Sequence[str], *, today: date
) -> dict[str, Board]:
    """Read them by program; where nothing is frozen yet, a board without a figure."""
    if not program_ids:
        return {}
    cells = await repos.cells.list_for_programs(workspace_id, program_ids, since=shown_since(today))
    return {program_id: Board(tuple(cells.get(program_id, ()))) for program_id in program_ids}
