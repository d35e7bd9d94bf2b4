"""Freezing: what a week came to is counted, gets its noise and is kept; the count itself is kept nowhere."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from bot.content import Content
from bot.domain.disclosure.cells import Cell, noisy, rounded
from bot.domain.disclosure.kinds import INTRODUCED, JOINED, MENTEES, MET, ON_TRACK, UNBRIEFED, WRITTEN_TO
from bot.domain.disclosure.noise import Chance
from bot.domain.disclosure.weeks import WEEK, Round, round_at, weeks_to_freeze
from bot.domain.managing.holds import Hold, stopped_by
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.mentorships.status import Status
from bot.domain.people import Person, days_outside
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.domain.recruiting.cover_cells import cells_of
from bot.facts.status_rows import read_status_bases
from bot.storage.database import Database
from bot.storage.disclosure.counting import Stood
from bot.storage.repositories import Repositories
from bot.usecases.oversight.reach import count_reach
from bot.usecases.recruiting.cover import count_cover

SUNDAY = timedelta(days=6)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """Records of one kind and week, before the noise: in memory alone, and not for long."""

    week: date
    yeses: int
    could: int


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
    met = [await count_met(repos, program, week) for week in due]
    is_counted = at.is_its_day and program.is_live
    if not is_counted and not any(one.could for one in met):
        return []
    rest: list[Cell] = []
    if is_counted:
        rest = await _this_monday(repos, program, at, content=content, chance=chance, now=now)
        rest.append(rounded(INTRODUCED, week=at.week, count=introduced))
    return [
        [
            noisy(MET, week=one.week, yeses=one.yeses, could=one.could, chance=chance),
            *(rest if one.week == at.week else ()),
        ]
        for one in met
    ]


async def _this_monday(
    repos: Repositories, program: Program, at: Round, *, content: Content, chance: Chance, now: datetime
) -> list[Cell]:
    """The cells that say how it is on this Monday."""
    written, current = await repos.counting.written_to(
        program.workspace_id, program.id, now=now, end=datetime.combine(at.monday + WEEK, time(), UTC)
    )
    cells = [noisy(WRITTEN_TO, week=at.week, yeses=written, could=current, chance=chance)]
    if at.freezes(ON_TRACK.every):
        one = await count_on_track(repos, program, at.week)
        cells.append(noisy(ON_TRACK, week=at.week, yeses=one.yeses, could=one.could, chance=chance))
    found = await count_cover(repos, program, content=content, now=now)
    joined = await repos.totals.enrolled(program.workspace_id, program.id)
    return [
        *cells,
        rounded(JOINED, week=at.week, count=joined),
        rounded(MENTEES, week=at.week, count=found.mentees),
        rounded(UNBRIEFED, week=at.week, count=found.unbriefed),
        *cells_of(found.cover, week=at.week),
        *await count_reach(repos, program, content=content, week=at.week, today=at.monday),
    ]


async def count_met(repos: Repositories, program: Program, week: date) -> Counted:
    """Of the mentorships that could have met in the week, how many did."""
    stood, out = await _stood(repos, program, week, week + SUNDAY)
    could = [one for one in stood if one.id not in out]
    return Counted(week, sum(one.met for one in could), len(could))


async def count_on_track(repos: Repositories, program: Program, week: date) -> Counted:
    """Of those that have had time to meet and are not stopped on the Monday after, how many are on track."""
    day = week + WEEK
    stood, out = await _stood(repos, program, day, day)
    could = {
        one.id
        for one in stood
        if one.state is MentorshipState.ACTIVE
        and one.introduced_on + timedelta(days=one.settling_days) <= day
        and one.id not in out
    }
    bases = await read_status_bases(
        repos, program.workspace_id, [program.id], today=day, states=[MentorshipState.ACTIVE]
    )
    on_track = {one.mentorship_id for one in bases[program.id] if one.status(today=day) is Status.ON_TRACK}
    return Counted(week, len(could & on_track), len(could))


async def _stood(
    repos: Repositories, program: Program, first: date, last: date
) -> tuple[Sequence[Stood], Collection[str]]:
    """Those that stood in these days, and the ids of those that could not meet on any of them."""
    workspace_id = program.workspace_id
    stood = await repos.counting.list_stood(workspace_id, program.id, first=first, last=last)
    if not stood:
        return [], ()
    kept = (await repos.holds.list_for_programs(workspace_id, [program.id])).get(program.id, [])
    holds = [one for one in kept if one.starts_on <= last and one.until > first]
    people = await repos.counting.people_of(
        workspace_id, program.id, first=first, last=last, away_only=not holds
    )
    return stood, _stopped(people, holds, first, last)


def _stopped(
    people: Mapping[str, Sequence[Person]], holds: Iterable[Hold], first: date, last: date
) -> set[str]:
    """Rosters are not asked: how many could is shown to be few or not, and shifts are private."""
    known = list(holds)
    return {
        one
        for one, members in people.items()
        if not days_outside(
            [*(days for person in members for days in person.away), *stopped_by(known, members)],
            first,
            last + DAY,
        )
    }
