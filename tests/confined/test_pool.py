"""Work whose size strangers choose, done by real child processes."""

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from bot.confined.pool import Limits, OverLimits, Pool

CHECKOUT = Path(__file__).parents[2]
AMPLE = Limits(cpu_seconds=60, within=timedelta(seconds=60))
A_SECOND_OF_WORK = Limits(cpu_seconds=1, within=timedelta(seconds=60))
A_MOMENT = Limits(cpu_seconds=60, within=timedelta(seconds=0.2))
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces it")


@pytest.fixture
async def pool():
    made = Pool("tests.confined.talker", count=2)
    yield made
    made.close()


async def pid_of(pool):
    return int(await pool.ask(b"pid", AMPLE))


def children():
    return psutil.Process().children(recursive=True)


async def test_a_child_starts_when_it_is_needed_and_stays(pool):
    before = children()
    first = await pid_of(pool)
    assert await pid_of(pool) == first
    assert [one.pid for one in children() if one not in before] == [first]
    pool.close()
    pool.close()
    assert not psutil.pid_exists(first)


async def test_there_are_no_more_children_than_allowed(pool):
    assert len({await one for one in [asyncio.ensure_future(pid_of(pool)) for _ in range(6)]}) <= 2


@pytest.mark.parametrize(
    ("work", "limits"),
    [
        (b"for ever", A_SECOND_OF_WORK),
        (b"for ever", A_MOMENT),
        (b"asleep", A_MOMENT),
        (b"too long", AMPLE),
        (b"fail", AMPLE),
        pytest.param(b"all memory", AMPLE, marks=ON_LINUX),
    ],
)
async def test_whatever_takes_too_much_is_ended_and_another_child_takes_over(pool, work, limits, capfd):
    first = await pid_of(pool)
    with pytest.raises(OverLimits):
        await pool.ask(work, limits)
    assert not psutil.pid_exists(first)
    assert await pid_of(pool) != first
    assert capfd.readouterr() == ("", "")


async def test_one_that_is_gone_when_it_is_needed_is_replaced(pool):
    first = await pid_of(pool)
    os.kill(first, signal.SIGKILL)
    await asyncio.to_thread(os.waitid, os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert await pid_of(pool) != first


async def test_nothing_of_the_environment_goes_along(pool, monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert b"SLACK" not in await pool.ask(b"environment", AMPLE)


async def test_what_is_printed_is_no_answer(pool):
    assert await pool.ask(b"print", AMPLE) == b"answered"


async def test_signals_for_the_whole_group_end_no_child(pool):
    first = await pid_of(pool)
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(first, number)
    assert await pid_of(pool) == first
    assert os.getpgid(first) != os.getpgid(0)


async def test_whoever_stops_waiting_ends_the_work(pool):
    first = await pid_of(pool)
    waiting = asyncio.create_task(pool.ask(b"for ever", AMPLE))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not psutil.pid_exists(first)


async def test_closing_ends_what_is_at_work(pool):
    first = await pid_of(pool)
    waiting = asyncio.create_task(pool.ask(b"for ever", AMPLE))
    await asyncio.sleep(0)
    pool.close()
    assert not psutil.pid_exists(first)
    with pytest.raises(OverLimits):
        await waiting


async def test_a_child_that_cannot_start_is_an_error_of_ours(capfd):
    pool = Pool("tests.confined.nothing_there")
    with pytest.raises(RuntimeError, match="did not start"):
        await pool.ask(b"pid", AMPLE)
    pool.close()
    assert "nothing_there" in capfd.readouterr().err


@ON_LINUX
async def test_a_child_at_work_ends_with_a_parent_that_is_killed():
    parent = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.confined.orphan",
        cwd=CHECKOUT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert parent.stdout
    child = psutil.Process(int(await parent.stdout.readline()))
    parent.kill()
    await parent.wait()
    await asyncio.to_thread(child.wait, 10)
    assert not child.is_running()
