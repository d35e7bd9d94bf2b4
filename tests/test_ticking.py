"""Work that repeats."""

import asyncio
from collections import Counter
from datetime import timedelta

from bot.clock import system_clock
from bot.ticking import ticking

OFTEN = timedelta(milliseconds=20)
RARELY = timedelta(hours=1)


async def test_a_job_runs_at_once_and_again():
    runs: asyncio.Queue[str] = asyncio.Queue()

    async def job():
        runs.put_nowait("ran")

    async with ticking({OFTEN: job}, wall=system_clock), asyncio.timeout(5):
        assert [await runs.get() for _ in range(3)] == ["ran"] * 3


async def test_a_failing_job_is_logged_once_and_runs_again(caplog):
    runs, again = [], asyncio.Event()

    async def job():
        runs.append("ran")
        if len(runs) == 1:
            raise ValueError("no")
        again.set()

    async with ticking({OFTEN: job}, wall=system_clock), asyncio.timeout(5):
        await again.wait()

    assert [record.message for record in caplog.records if record.name == "bot.ticking"] == ["a job failed"]


async def test_turns_that_did_not_go_as_planned_are_counted():
    counts: Counter[str] = Counter()
    started, go_on = asyncio.Event(), asyncio.Event()

    async def job():
        started.set()
        await go_on.wait()
        raise ValueError("no")

    async with ticking({OFTEN: job}, wall=system_clock, counts=counts), asyncio.timeout(5):
        await started.wait()
        while not counts["skipped"]:
            await asyncio.to_thread(lambda: None)
        go_on.set()
        while not counts["failed"]:
            await asyncio.to_thread(lambda: None)

    assert counts["missed"] == 0


async def test_what_runs_when_it_ends_is_let_finish():
    started, go_on, finished = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def job():
        started.set()
        await go_on.wait()
        finished.set()

    async with ticking({RARELY: job}, wall=system_clock):
        await started.wait()
        asyncio.get_running_loop().call_later(0.05, go_on.set)

    assert finished.is_set()


async def test_a_job_never_runs_twice_at_a_time():
    turns: asyncio.Queue[int] = asyncio.Queue()
    at_work = most = 0

    async def job():
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        await asyncio.to_thread(lambda: None)
        at_work -= 1
        turns.put_nowait(1)

    async with ticking({timedelta(milliseconds=1): job}, wall=system_clock), asyncio.timeout(5):
        for _ in range(5):
            await turns.get()

    assert most == 1


async def test_a_job_that_has_something_to_do_soon_does_not_wait_for_its_period():
    turns: asyncio.Queue[str] = asyncio.Queue()

    async def job():
        turns.put_nowait("ran")
        return OFTEN

    async with ticking({RARELY: job}, wall=system_clock), asyncio.timeout(5):
        assert [await turns.get() for _ in range(3)] == ["ran"] * 3


async def test_a_job_that_has_something_to_do_late_waits_for_its_period_and_no_longer():
    turns: asyncio.Queue[str] = asyncio.Queue()

    async def job():
        turns.put_nowait("ran")
        return RARELY

    async with ticking({OFTEN: job}, wall=system_clock), asyncio.timeout(5):
        assert [await turns.get() for _ in range(3)] == ["ran"] * 3
