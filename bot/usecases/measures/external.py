"""What HR worked out, typed by a manager: shares of ten people or more, never of one."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from bot.content import Content
from bot.content.numbers.measures import Measure
from bot.domain.acts import Act
from bot.domain.disclosure.kinds import ShownFrom
from bot.domain.measures.external import ExternalResult
from bot.domain.programs.programs import Program, require_manager
from bot.errors import InvalidInput, NotFound
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.measures.page import NO_MEASURE
from bot.usecases.programs.forms import day, number
from bot.views.measures.external import ExternalForm, ExternalTyped
from bot.views.refs import ResultRef

WHOLE_PERCENT = "Write a whole percent from 0 to 100."
TOO_FEW = (
    "We take a result of ten people or more, so that no one can be picked out. With fewer, leave it out for "
    "now."
)
MANY = 100_000
NOT_YET = "Choose a day that isn't in the future."
WHICH_DAY = "Choose the day up to which HR counted."


async def read_external_form(db: Database, *, act: Act, ref: ResultRef, content: Content) -> ExternalForm:
    """With what was typed last."""
    return await db.read_in_one_trip(partial(_read_form, act=act, ref=ref, content=content))


async def _read_form(repos: Repositories, *, act: Act, ref: ResultRef, content: Content) -> ExternalForm:
    program = await repos.programs.get(act.workspace_id, ref.program_id)
    require_manager(program, user_id=act.by)
    measure = _external(ref.key, content)
    versions = await _versions(repos, program, measure)
    return ExternalForm(program, measure, ref.page, versions[0] if versions else None)


async def keep_external_result(
    db: Database, *, act: Act, ref: ResultRef, typed: ExternalTyped, content: Content
) -> None:
    """A new version; what says the same as the last one changes nothing. Raises InvalidInput by field."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, ref.program_id, lock=True)
        require_manager(program, user_id=act.by)
        measure = _external(ref.key, content)
        versions = await _versions(repos, program, measure)
        last = versions[0].number if versions else 0
        one = _read(typed, program, measure, last + 1, act)
        if not (versions and one.says(versions[0])):
            await repos.external_results.add(one)


def _external(key: str, content: Content) -> Measure:
    measure = content.measures.get(key)
    if measure is None or not measure.is_external:
        raise NotFound(NO_MEASURE)
    return measure


async def _versions(repos: Repositories, program: Program, measure: Measure) -> list[ExternalResult]:
    kept = await repos.external_results.list_for_programs(program.workspace_id, [program.id])
    return [one for one in kept.get(program.id, ()) if one.measure_id == measure.id]


def _read(typed: ExternalTyped, program: Program, measure: Measure, version: int, act: Act) -> ExternalResult:
    percent, staff, people = (
        number(text.strip().removesuffix("%")) for text in (typed.percent, typed.comparable, typed.people)
    )
    as_of = day(typed.as_of)
    if problems := dict(_problems(typed, percent, staff, people, as_of, act.now.date())):
        raise InvalidInput(problems)
    assert as_of is not None
    return ExternalResult(
        program.workspace_id,
        program.id,
        measure.id,
        version,
        percent,
        people,
        as_of,
        staff if typed.comparable.strip() else None,
        by=act.by,
        at=act.now,
    )


def _problems(
    typed: ExternalTyped, percent: int, staff: int, people: int, as_of: date | None, today: date
) -> Iterator[tuple[str, str]]:
    if percent not in range(101):
        yield "percent", WHOLE_PERCENT
    if typed.comparable.strip() and staff not in range(101):
        yield "comparable", f"{WHOLE_PERCENT} Leave it empty if HR gave none."
    if not 0 <= people <= MANY:
        yield "people", "Write a whole number of people."
    elif people < ShownFrom.GROUP:
        yield "people", TOO_FEW
    if as_of is None or as_of > today:
        yield "as_of", NOT_YET if as_of else WHICH_DAY
