"""A program's summary that is posted by itself: set, shown, stopped, and planned in time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.delivery.outbox import WAITING, DeliveryState, OutboxMessage
from bot.domain.local_time import local_date
from bot.domain.managing.schedules import Every, Schedule, check_schedule, working_day
from bot.domain.programs.programs import Program, require_manager
from bot.errors import NotNow
from bot.facts.summaries import read_summaries
from bot.planning.summaries import SUMMARY, day_of, moment_is_over, plan_summary
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.programs.history import keep_line
from bot.views.managing.schedule import Came, ScheduleShown, history_line

DAY = timedelta(days=1)
# The work that plans them looks a few times a day.
AHEAD = DAY
HISTORY = "summary_schedule"
NO_LONGER_TRUE = "no longer true"


@dataclass(frozen=True, slots=True)
class ScheduleSaved:
    """`stood` is what it took the place of, None where nothing stood or nothing changed."""

    schedule: Schedule
    stood: Schedule | None


async def read_schedule(db: Database, *, act: Act, program_id: str, content: Content) -> ScheduleShown:
    """As it stands, with what came of the last post."""
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
    return await schedule_of(db, program, content=content, now=act.now)


async def schedule_of(db: Database, program: Program, *, content: Content, now: datetime) -> ScheduleShown:
    """The same, for a page that is its managers' already."""
    async with db.reading() as repos:
        today = local_date(await _zone(repos, program.workspace_id), now)
        standing = await repos.schedules.find(program.workspace_id, program.id)
        summaries = await read_summaries(repos, [program], content=content, today=now.date())
        posts = await repos.outbox.list_about(program.workspace_id, SUMMARY, [program.id])
    last = _last(posts, since=standing.starts_on) if standing else None
    return ScheduleShown(
        program,
        standing,
        tomorrow=today + DAY,
        says_something=summaries[program.id].says_something,
        last=day_of(last.cycle) if last else None,
        came=_came(last) if last else None,
    )


def _last(posts: list[OutboxMessage], *, since: date) -> OutboxMessage | None:
    """Of what stands now: what came of an earlier schedule says nothing of it."""
    settled = [one for one in posts if one.state not in WAITING and day_of(one.cycle) >= since]
    return max(settled, key=lambda one: one.cycle, default=None)


def _came(post: OutboxMessage) -> Came:
    match post.state:
        case DeliveryState.FAILED:
            return Came.NOT_POSTED
        case DeliveryState.DROPPED:
            return Came.NOTHING_TO_SHOW if post.outcome == NO_LONGER_TRUE else Came.NOT_IN_TIME
        case _:
            return Came.POSTED


async def save_schedule(
    db: Database, *, act: Act, program_id: str, channel_id: str, every: Every, starts_on: date | None
) -> ScheduleSaved:
    """In the name of who acts. It takes the place of what stood: of two managers at once the last one wins.

    Raises InvalidAnswer.
    """
    async with db.transaction() as repos:
        program = await _locked(repos, act, program_id)
        if not program.is_live:
            raise NotNow(f"{program.name} isn't open, so there's nothing to post yet.")
        today = local_date(await _zone(repos, act.workspace_id), act.now)
        first = check_schedule(channel_id, starts_on, program, today=today)
        one = Schedule(act.workspace_id, program_id, channel_id, every, first, first, set_by=act.by)
        stood = await repos.schedules.find(act.workspace_id, program_id)
        if one == stood:
            return ScheduleSaved(one, None)
        await repos.schedules.save(one)
        await repos.outbox.forget_kinds(act.workspace_id, program_id, [SUMMARY])
        await keep_line(repos, program, name=HISTORY, line=history_line(one), by=act.by, now=act.now)
    return ScheduleSaved(one, stood)


async def stop_schedule(db: Database, *, act: Act, program_id: str) -> tuple[Program, bool]:
    """False beside the program where it had been stopped before."""
    async with db.transaction() as repos:
        program = await _locked(repos, act, program_id)
        was_on = await repos.schedules.delete(act.workspace_id, program_id)
        if was_on:
            await repos.outbox.forget_kinds(act.workspace_id, program_id, [SUMMARY])
            await keep_line(repos, program, name=HISTORY, line=history_line(None), by=act.by, now=act.now)
    return program, was_on


async def plan_summaries(db: Database, *, now: datetime) -> None:
    """Plan what is to be posted within a day, in all workspaces. Idempotent, and safe beside others."""
    async with db.statement() as repos:
        workspaces = [one.workspace_id for one in await repos.installations.list_all()]
    for workspace_id in workspaces:
        async with db.transaction() as repos:
            zone = await _zone(repos, workspace_id)
            until = local_date(zone, now) + AHEAD
            for one in await repos.schedules.list_due(workspace_id, until=until):
                await _plan(repos, one, zone, now)


async def _plan(repos: Repositories, one: Schedule, zone: ZoneInfo, now: datetime) -> None:
    """What was missed is posted once, on the next day on which it can be."""
    day = working_day(max(one.next_on, local_date(zone, now)))
    if moment_is_over(day, zone, now=now):
        day = working_day(day + DAY)
    following = one.after(max(one.next_on, day)).next_on
    if await repos.schedules.move_on(one.workspace_id, one.program_id, day=one.next_on, to=following):
        await repos.outbox.plan([plan_summary(one, day, zone)])


async def _locked(repos: Repositories, act: Act, program_id: str) -> Program:
    program = await repos.programs.get(act.workspace_id, program_id, lock=True)
    require_manager(program, user_id=act.by)
    return program


async def _zone(repos: Repositories, workspace_id: str) -> ZoneInfo:
    """Where most of its people are."""
    return ZoneInfo(await repos.counting.usual_zone(workspace_id))
