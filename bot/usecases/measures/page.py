"""Targets and results of one program: read by its managers, its champion and other readers of totals."""

from functools import partial

from bot.content import Content
from bot.content.numbers.measures import measure_of
from bot.domain.acts import Act
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.errors import NotFound, NotYours
from bot.facts.results import read_results
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.oversight.reading import require_reader
from bot.views.measures.counts import CountsPage
from bot.views.measures.results import PAGE_SIZE, ResultsPage
from bot.views.refs import ResultRef

NO_MEASURE = "That isn't one of this program's measures any more. Open the page again from Home."
NOTHING_TO_READ = "There is no program here whose results you can read. Its managers can say who may."
WITHOUT_RESULTS = frozenset({ProgramState.DRAFT, ProgramState.ARCHIVED})


async def list_readable(db: Database, *, act: Act) -> list[Program]:
    """Programs whose results this person may read. Raises NotYours where there are none."""
    return await db.read_in_one_trip(partial(_list_readable, act=act))


async def _list_readable(repos: Repositories, *, act: Act) -> list[Program]:
    every = await repos.programs.list_all(act.workspace_id)
    begun = [one for one in every if one.state not in WITHOUT_RESULTS]
    found = [one for one in begun if await _may_read(repos, one, act)]
    if not found:
        raise NotYours(NOTHING_TO_READ)
    return found


async def _may_read(repos: Repositories, program: Program, act: Act) -> bool:
    try:
        await require_reader(repos, program, act=act)
    except NotYours:
        return False
    return True


async def read_results_page(db: Database, *, act: Act, ref: ResultRef, content: Content) -> ResultsPage:
    """The nearest page there is."""
    return await db.read_in_one_trip(partial(_read_page, act=act, ref=ref, content=content))


async def _read_page(repos: Repositories, *, act: Act, ref: ResultRef, content: Content) -> ResultsPage:
    program = await repos.programs.get(act.workspace_id, ref.program_id)
    await require_reader(repos, program, act=act)
    found = await read_results(repos, [program], content=content, today=act.now.date())
    results = found[program.id]
    told = [one for one in results if one.figure.is_shown]
    pages = max(-(-len(told) // PAGE_SIZE), 1)
    page = min(ref.page, pages - 1)
    return ResultsPage(
        program,
        told=told[page * PAGE_SIZE : (page + 1) * PAGE_SIZE],
        untold=[one for one in results if not one.figure.is_shown],
        page=page,
        pages=pages,
        may_type=act.by in program.managers,
    )


async def read_counts(
    db: Database, *, act: Act, ref: ResultRef, content: Content, is_admin: bool = False
) -> CountsPage:
    """What one measure counts; without a key, what each of the program's measures does. Raises NotFound."""
    return await db.read_in_one_trip(
        partial(_read_counts, act=act, ref=ref, content=content, is_admin=is_admin)
    )


async def _read_counts(
    repos: Repositories, *, act: Act, ref: ResultRef, content: Content, is_admin: bool
) -> CountsPage:
    program = await repos.programs.get(act.workspace_id, ref.program_id)
    await require_reader(repos, program, act=act, is_admin=is_admin)
    found = await read_results(repos, [program], content=content, today=act.now.date())
    shown = [one for one in found[program.id] if ref.key in ("", one.key)]
    if ref.key and not shown:
        raise NotFound(NO_MEASURE)
    measure = measure_of(content.measures, ref.key) if ref.key else None
    kept = await repos.external_results.list_for_programs(act.workspace_id, [program.id])
    before = [one for one in kept.get(program.id, ()) if measure and one.measure_id == measure.id]
    return CountsPage(program, shown, page=ref.page, versions=before, may_type=act.by in program.managers)
