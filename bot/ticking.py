"""Work that repeats, driven by APScheduler, which holds nothing that must survive."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, timedelta

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, EVENT_SCHEDULER_SHUTDOWN, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock

logger = logging.getLogger(__name__)

FINISH_WITHIN = 3

Job = Callable[[], Awaitable[object]]


@asynccontextmanager
async def ticking(jobs: Mapping[timedelta, Job], *, wall: Clock) -> AsyncIterator[None]:
    """Run each job now and once every period, never twice at a time; at the end let it finish."""
    # By default a job that comes a second late is dropped.
    defaults = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
    scheduler.add_listener(_report, EVENT_JOB_MISSED | EVENT_JOB_ERROR)
    turns = [_Turn(job) for job in jobs.values()]
    for every, turn in zip(jobs, turns, strict=True):
        scheduler.add_job(turn.take, "interval", seconds=every.total_seconds(), next_run_time=wall())
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        await asyncio.gather(*(turn.finish() for turn in turns))
        await _shut_down(scheduler)


class _Turn:
    """One job, and whether it is at work: stopping the scheduler (3.11) cancels what runs."""

    def __init__(self, job: Job) -> None:
        self._job, self._at_work = job, asyncio.Lock()

    async def take(self) -> None:
        async with self._at_work:
            await self._job()

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


def _report(event: JobExecutionEvent) -> None:
    if event.code == EVENT_JOB_MISSED:
        logger.warning("a job was due at %s and did not run", event.scheduled_run_time)
    else:
        logger.error("a job failed", exc_info=event.exception)
