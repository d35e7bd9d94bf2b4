"""The program's totals, as they were frozen: nothing in them names or singles out anybody."""

from datetime import date, datetime

from bot.domain.acts import Act
from bot.domain.disclosure.board import Board
from bot.domain.disclosure.kinds import INTRODUCED, JOINED, ON_TRACK
from bot.domain.programs.programs import Program, require_manager
from bot.storage.database import Database
from bot.usecases.disclosure.reading import read_boards
from bot.views.managing.summary import Summary


async def summarise(
    db: Database,
    *,
    act: Act,
    program_id: str,
) -> Summary:
    """As of the last Monday, with meetings in the twelve weeks before it."""
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        boards = await read_boards(repos, act.workspace_id, [program_id], today=act.now.date())
    return summary_of(program, boards[program_id], today=act.now.date())


def summary_of(program: Program, board: Board, *, today: date) -> Summary:
    """What a manager's channel and a champion may read."""
    return Summary(
        program=program,
        as_of=board.as_of,
        enrolled=board.taking_part(JOINED),
        mentorships=board.taking_part(INTRODUCED),
        on_track=board.latest_share(ON_TRACK, today=today),
        meetings=board.meetings(),
        bars=board.meetings_over_time(),
    )


async def is_first_use(db: Database, *, what: str, now: datetime) -> bool:
    """False when this preview was posted before: a double tap posts one summary."""
    async with db.statement() as repos:
        return await repos.events.first_time(what, now)


async def give_back_use(db: Database, *, what: str) -> None:
    """As if it had not been used: nothing has been posted."""
    async with db.statement() as repos:
        await repos.events.take_back(what)
