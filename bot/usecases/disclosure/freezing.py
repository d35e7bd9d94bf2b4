"""Freezing: what a week came to is counted, gets its noise and is kept; the count itself is kept nowhere."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from bot.content import Content, ProgramTemplate
from bot.domain.disclosure.cells import Cell, noisy, rounded
from bot.domain.disclosure.kinds import (
    INTRODUCED,
    JOINED,
    MENTEES,
    MET,
    PLACES_OFFERED,
    PLACES_TAKEN,
    UNBRIEFED,
    WRITTEN_TO,
)
from bot.domain.disclosure.noise import Chance
from bot.domain.disclosure.periods import period_of
from bot.domain.disclosure.weeks import WEEK, Round, round_at, weeks_to_freeze
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.domain.recruiting.cover_cells import cells_of
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.disclosure.periods import Counted, count_period
from bot.usecases.disclosure.standing import read_stops
from bot.usecases.oversight.reach import count_reach
from bot.usecases.recruiting.cover import count_cover

SUNDAY = timedelta(days=6)


async def freeze_numbers(
    db: Database, *, workspace_id: str, content: Content, chance: Chance, now: datetime
) -> datetime:
    """Freeze what is due in each program of a workspace, one after the other. When there is more to do."""
    async with db.reading() as repos:
        at = round_at(now, await repos.counting.usual_zone(workspace_id))
        programs = await repos.programs.list_all(workspace_id)
        cells = await repos.cells.list_for_programs(
            workspace_id, [program.id for program in programs], since=at.weeks[0]
        )
    for program in programs:
        frozen = {cell.week for cell in cells.get(program.id, ()) if cell.kind == MET.name}
        if (program.is_live or program.state is ProgramState.CLOSED) and at.week not in frozen:
            await _freeze(db, program, at, frozen=frozen, content=content, chance=chance, now=now)
    return at.next_at


async def _freeze(
    db: Database,
    program: Program,
    at: Round,
    *,
    frozen: Collection[date],
    content: Content,
    chance: Chance,
    now: datetime,
) -> None:
    """Each in one trip, so that clicks and pages wait for one program at most, and for no answer of ours."""
    counting = partial(
        _cells_by_week, program=program, at=at, frozen=frozen, content=content, chance=chance, now=now
    )
    if weeks := await db.read_giving_way(counting):
        await db.in_one_trip(partial(_keep, program=program, weeks=weeks))


async def _keep(repos: Repositories, *, program: Program, weeks: Sequence[Sequence[Cell]]) -> None:
    for cells in weeks:
        await repos.cells.freeze(program.workspace_id, program.id, cells)


async def _cells_by_week(
    repos: Repositories,
    *,
    program: Program,
    at: Round,
    frozen: Collection[date],
    content: Content,
    chance: Chance,
    now: datetime,
) -> list[list[Cell]]:
    """Who takes part is counted on the Monday itself alone; what was missed of meetings is made up for."""
    introduced, since = await repos.counting.introduced(program.workspace_id, program.id)
    due = weeks_to_freeze(at, since=since, frozen=frozen)
    template = content.programs[program.template_id]
    counted = [await _count(repos, program, template, week, at) for week in due]
    is_counted = at.is_its_day and program.is_live
    if not is_counted and not any(one.could for of_week in counted for one in of_week):
        return []
    found = [[_noisy(one, chance) for one in of_week] for of_week in counted]
    if is_counted and due:
        found[-1] += await _this_monday(repos, program, at, content=content, chance=chance, now=now)
        found[-1].append(rounded(INTRODUCED, week=at.week, count=introduced))
    return found


async def _count(
    repos: Repositories, program: Program, template: ProgramTemplate, week: date, at: Round
) -> list[Counted]:
    """A week comes first, since by its cell it is known that all of them are frozen."""
    met = await count_met(repos, program, week, is_circle=template.is_circle)
    period = period_of(week)
    if period is None:
        return [met]
    is_its_day = week == at.week and at.is_its_day and program.is_live
    return [met, *await count_period(repos, program, template, period, is_its_day=is_its_day)]


def _noisy(one: Counted, chance: Chance) -> Cell:
    return noisy(one.kind, week=one.week, yeses=one.yeses, could=one.could, chance=chance, group=one.group)


async def _this_monday(
    repos: Repositories, program: Program, at: Round, *, content: Content, chance: Chance, now: datetime
) -> list[Cell]:
    """The cells that say how it is on this Monday."""
    written, current = await repos.counting.written_to(
        program.workspace_id, program.id, now=now, end=datetime.combine(at.monday + WEEK, time(), UTC)
    )
    found = await count_cover(repos, program, content=content, now=now)
    joined = await repos.totals.enrolled(program.workspace_id, program.id)
    return [
        noisy(WRITTEN_TO, week=at.week, yeses=written, could=current, chance=chance),
        rounded(JOINED, week=at.week, count=joined),
        rounded(MENTEES, week=at.week, count=found.mentees),
        rounded(UNBRIEFED, week=at.week, count=found.unbriefed),
        rounded(PLACES_OFFERED, week=at.week, count=found.offered),
        rounded(PLACES_TAKEN, week=at.week, count=found.taken),
        *cells_of(found.cover, week=at.week),
        *await count_reach(repos, program, content=content, week=at.week, today=at.monday),
    ]


async def count_met(repos: Repositories, program: Program, week: date, *, is_circle: bool) -> Counted:
    """Of the mentorships that could have met in the week, how many did."""
    last = week + SUNDAY
    stood = await repos.counting.list_stood(program.workspace_id, program.id, first=week, last=last)
    if not stood:
        return Counted(MET, week, 0, 0)
    stops = await read_stops(repos, program, week, last, is_circle=is_circle)
    could = [one for one in stood if not stops.all_days(one.id, week, last)]
    return Counted(MET, week, sum(one.met for one in could), len(could))
