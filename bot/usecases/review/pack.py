"""What a review looks at: live for the managers who are about to hold it, and as it was once it was held."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.disclosure.board import Board
from bot.domain.disclosure.figures import Figure
from bot.domain.disclosure.kinds import JOINED, MET, REACHED
from bot.domain.feedback.findings import WaveFindings
from bot.domain.feedback.waves import Wave
from bot.domain.programs.programs import Program
from bot.domain.programs.states import OVER
from bot.domain.programs.versions import ProgramVersion
from bot.domain.review.reviews import (
    REVIEWED,
    HeldReview,
    changes_between,
    next_review,
    require_reviewed,
    review_due,
)
from bot.errors import NotNow
from bot.facts.results import read_results
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.feedback.findings import closed_waves, find_in
from bot.usecases.oversight.reading import require_reader
from bot.views.refs import HeldRef
from bot.views.review.pack import Pack

OF_SITE: Final = "site:"
# Of all that is frozen of a program, what the page shows by itself; the rest it shows as measures.
SHOWN: Final = frozenset({MET.name, JOINED.name, REACHED.name})


async def read_pack(
    db: Database, *, act: Act, ref: HeldRef, content: Content, is_admin: bool = False
) -> Pack:
    """The review that is asked for; for managers the one that comes next, for other readers the last.

    Raises NotYours for who may not read it, and NotNow where there is none.
    """
    return await db.read_in_one_trip(partial(_read, act=act, ref=ref, content=content, is_admin=is_admin))


async def _read(repos: Repositories, *, act: Act, ref: HeldRef, content: Content, is_admin: bool) -> Pack:
    program = await repos.programs.get(act.workspace_id, ref.program_id)
    await require_reader(repos, program, act=act, is_admin=is_admin)
    reviews = await repos.reviews.list_for_program(act.workspace_id, program.id)
    is_manager = act.by in program.managers
    wanted = next((one for one in reviews if one.number == ref.number), None)
    held = wanted or (None if is_manager else next(iter(reviews), None))
    if held is None:
        if not is_manager:
            raise NotNow(f"No review of {program.name} has been held yet.")
        require_reviewed(program)
    return await _pack(repos, program, reviews, held=held, act=act, content=content)


async def _pack(
    repos: Repositories,
    program: Program,
    reviews: Sequence[HeldReview],
    *,
    held: HeldReview | None,
    act: Act,
    content: Content,
) -> Pack:
    then = held.program_then(program) if held else program
    last = next((one for one in reviews if held is None or one.number < held.number), None)
    held_on = reviews[0].held_on if reviews else None
    board = await read_board(repos, program, held=held)
    day = held.held_on if held else act.now.date()
    results = await read_results(repos, [then], content=content, today=day)
    is_manager = act.by in program.managers
    return Pack(
        program=then,
        as_of=board.as_of,
        hours=board.hours(then.minutes),
        bars=board.meetings_over_time(),
        reached=reached_by_site(board),
        results=results[program.id],
        found=await _found(repos, program, held),
        changes=await _changes(repos, program, last, held),
        last=last,
        held=held,
        due=None if held else review_due(program, held_on, today=act.now.date()),
        next_on=next_review(program, held_on),
        others=[one for one in reviews if one is not held],
        may_hold=is_manager and program.state in REVIEWED,
        may_change=is_manager and program.state not in OVER,
        is_latest=held is None or held is reviews[0],
    )


async def read_board(repos: Repositories, program: Program, *, held: HeldReview | None = None) -> Board:
    """What was frozen of a program by its last Monday, or by the one that a held review looked at."""
    cells = await repos.cells.list_of_kinds(program.workspace_id, [program.id], SHOWN)
    whole = Board(tuple(cells.get(program.id, ())))
    until = held.as_of if held else whole.as_of
    return Board(tuple(cell for cell in whole.cells if until and cell.week < until))


async def _changes(
    repos: Repositories, program: Program, last: HeldReview | None, held: HeldReview | None
) -> list[ProgramVersion]:
    versions = await repos.program_versions.list_for_program(program.workspace_id, program.id)
    return changes_between(
        versions, since=last.held_at if last else None, until=held.held_at if held else None
    )


async def _found(repos: Repositories, program: Program, held: HeldReview | None) -> WaveFindings | None:
    """What people said in the last closed wave; in a held review, in the one that was the last then."""
    waves = await closed_waves(repos, program)
    shown = next((one for one in waves if held is None or name_of(one) == held.wave), None)
    return await find_in(repos, shown, waves) if shown else None


def reached_by_site(board: Board) -> dict[str, Figure]:
    """How many take part at each site that is large enough to be shown."""
    groups = board.groups(REACHED).items()
    return {key.removeprefix(OF_SITE): figure for key, figure in groups if key.startswith(OF_SITE)}


def name_of(wave: Wave) -> str:
    return f"{wave.kind}:{wave.intake}"
