"""What a channel and a champion may read of programs: made of frozen cells alone, wherever it is shown."""

from collections.abc import Sequence
from datetime import date

from bot.content import Content
from bot.domain.disclosure.board import Board
from bot.domain.disclosure.kinds import INTRODUCED, JOINED, ON_TRACK
from bot.domain.measures.results import Result
from bot.domain.programs.programs import Program
from bot.facts.boards import read_boards
from bot.facts.results import read_results
from bot.storage.repositories import Repositories
from bot.views.managing.summary import Summary


async def read_summaries(
    repos: Repositories, programs: Sequence[Program], *, content: Content, today: date
) -> dict[str, Summary]:
    """Read them by program id, as of the last Monday; the programs are of one workspace."""
    if not programs:
        return {}
    ids = [program.id for program in programs]
    boards = await read_boards(repos, programs[0].workspace_id, ids, today=today)
    results = await read_results(repos, programs, content=content, today=today)
    return {one.id: summary_of(one, boards[one.id], results.get(one.id, ()), today=today) for one in programs}


def summary_of(program: Program, board: Board, results: Sequence[Result] = (), *, today: date) -> Summary:
    """Take a summary's figures from what is frozen, and its results as they are."""
    return Summary(
        program=program,
        as_of=board.as_of,
        enrolled=board.taking_part(JOINED),
        mentorships=board.taking_part(INTRODUCED),
        on_track=board.latest_share(ON_TRACK, today=today),
        meetings=board.meetings(),
        bars=board.meetings_over_time(),
        results=tuple(results),
    )
