"""Work that repeats, driven by APScheduler, which holds nothing that must survive."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.events import (
    EVENT_JOB_ERROR,
    EVENT_JOB_MAX_INSTANCES,
    EVENT_JOB_MISSED,
    EVENT_SCHEDULER_SHUTDOWN,
    JobEvent,
)
from apscheduler.job import Job as ScheduledJob
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.logs import note_failure

logger = logging.getLogger(__name__)

FINISH_WITHIN = 3
# Until a run counts as over, the scheduler passes over the next one.
SOONEST = timedelta(milliseconds=100)

# A job that returns a timedelta runs again so soon, where its period is longer.
Job = Callable[[], Awaitable[object]]


@asynccontextmanager
async def ticking(
    jobs: Mapping[timedelta, Job], *, wall: Clock, counts: Counter[str] | None = None
) -> AsyncIterator[None]:
    """Run each job now and once every period, never twice at a time; at the end let it finish.

    What does not go as planned is logged, and counted in `counts`: missed, failed, skipped.
    """
    # By default a job that comes a second late is dropped.
    defaults = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
    report = _Report(Counter() if counts is None else counts)
    scheduler.add_listener(report, EVENT_JOB_MISSED | EVENT_JOB_ERROR | EVENT_JOB_MAX_INSTANCES)
    turns = [_Turn(job, wall) for job in jobs.values()]
    for every, turn in zip(jobs, turns, strict=True):
        turn.own = scheduler.add_job(
            turn.take, "interval", seconds=every.total_seconds(), next_run_time=wall()
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        await asyncio.gather(*(turn.finish() for turn in turns))
        await _shut_down(scheduler)


class _Turn:
    """One job, and whether it is at work: stopping the scheduler (3.11) cancels what runs.

    `own` is the scheduler's side of it.
    """

    own: ScheduledJob

    def __init__(self, job: Job, wall: Clock) -> None:
        self._job, self._wall, self._at_work = job, wall, asyncio.Lock()

    async def take(self) -> None:
        async with self._at_work:
            wants = await self._job()
        if isinstance(wants, timedelta):
            self._come_forward(self._wall() + max(wants, SOONEST))

    def _come_forward(self, at: datetime) -> None:
        """Without a next run the scheduler is stopping."""
        if self.own.next_run_time and at < self.own.next_run_time:
            self.own.modify(next_run_time=at)

    async def finish(self) -> None:
        try:
            async with asyncio.timeout(FINISH_WITHIN), self._at_work:
                pass
        except TimeoutError:
            logger.warning("a job was not done within %d s and is stopped", FINISH_WITHIN)


async def _shut_down(scheduler: AsyncIOScheduler) -> None:
    stopped = asyncio.Event()
    scheduler.add_listener(lambda _: stopped.set(), EVENT_SCHEDULER_SHUTDOWN)
    scheduler.shutdown(wait=False)
    await stopped.wait()


class _Report:
    """The latest run of a job may still be at work: then its next one is skipped, and no harm is done."""

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts

    def __call__(self, event: JobEvent) -> None:
        match event.code:
            case code if code == EVENT_JOB_MISSED:
                self._counts["missed"] += 1
                logger.warning("a job was due at %s and did not run", event.scheduled_run_time)
            case code if code == EVENT_JOB_MAX_INSTANCES:
                self._counts["skipped"] += 1
                logger.warning("a job was due while its last run was still at work")
            case _:
                self._counts["failed"] += 1
                note_failure(logger, "a job failed", event.exception)
