"""What a program's champion sees: its totals. No name is read, so that none can be shown."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.programs.programs import Program
from bot.storage.repositories import Repositories
from bot.usecases.disclosure.reading import read_boards
from bot.usecases.managing.summary import summary_of
from bot.views.managing.summary import Summary


async def totals_of_championed(
    repos: Repositories, workspace_id: str, user_id: str, now: datetime, *, programs: Iterable[Program]
) -> list[Summary]:
    """Of those of these programs whose champion this person is."""
    live = [program for program in programs if program.champion == user_id and program.is_live]
    boards = await read_boards(repos, workspace_id, [program.id for program in live], today=now.date())
    return [summary_of(program, boards[program.id], today=now.date()) for program in live]
