"""A program at a glance, for everyone who may read its totals; what is its managers' own comes on top."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.disclosure.board import Board
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.domain.review.reviews import REVIEWED, next_review, review_due
from bot.errors import NotYours
from bot.facts.boards import read_boards
from bot.facts.matters.reading import read_waiting_in
from bot.facts.results import read_results
from bot.facts.summaries import summary_of
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.delivery.sends import sends_of
from bot.usecases.delivery.undelivered import kinds_that_matter
from bot.usecases.oversight.reading import require_reader
from bot.usecases.programs.planning import set_up_of
from bot.usecases.recruiting.cover import cover_from
from bot.views.programs.glance import Glance

JOINING = frozenset({ProgramState.RECRUITING, ProgramState.ENROLLING})
ONLY_A_DRAFT = "{program} is still a draft. There's something to read once it's open."


async def read_glance(
    db: Database, *, act: Act, program_id: str, content: Content, is_admin: bool = False
) -> Glance:
    """Raises NotYours for who may not read its totals, or not yet."""
    return await db.read_in_one_trip(
        partial(_read, act=act, program_id=program_id, content=content, is_admin=is_admin)
    )


async def _read(
    repos: Repositories, *, act: Act, program_id: str, content: Content, is_admin: bool
) -> Glance:
    program, today = await repos.programs.get(act.workspace_id, program_id), act.now.date()
    await require_reader(repos, program, act=act, is_admin=is_admin)
    is_managed = act.by in program.managers
    if program.state is ProgramState.DRAFT and not is_managed:
        raise NotYours(ONLY_A_DRAFT.format(program=program.name))
    board = (await read_boards(repos, act.workspace_id, [program_id], today=today))[program_id]
    results = await read_results(repos, [program], content=content, today=today)
    last = (await repos.reviews.last_held(act.workspace_id, [program_id])).get(program_id)
    held_on = last.date() if last else None
    glance = Glance(
        summary=summary_of(program, board, results[program_id], today=today),
        next_review=next_review(program, held_on) if program.state in REVIEWED else None,
        is_review_due=review_due(program, held_on, today=today) is not None,
    )
    return await _for_managers(repos, glance, board, act, content) if is_managed else glance


async def _for_managers(
    repos: Repositories, glance: Glance, board: Board, act: Act, content: Content
) -> Glance:
    program = glance.program
    waiting = await read_waiting_in(
        repos, [program], content=content, now=act.now, must_arrive=set(kinds_that_matter())
    )
    return replace(
        glance,
        is_managed=True,
        waiting=waiting.lines_for(act.by, on_page=True),
        needed=await _needed(repos, program, content),
        cover=cover_from(program, board, content) if program.state in JOINING else None,
        sends=await sends_of(repos, program, board, now=act.now) if program.is_live else None,
    )


async def _needed(repos: Repositories, program: Program, content: Content) -> Sequence[str]:
    if program.state is not ProgramState.DRAFT:
        return ()
    workspace = await repos.workspaces.get(program.workspace_id)
    return (await set_up_of(repos, program, workspace, content)).missing
