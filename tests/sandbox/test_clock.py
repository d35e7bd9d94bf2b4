"""The sandbox clock."""

import asyncio
from datetime import timedelta

import pytest

from bot.sandbox.clock import SandboxClock
from tests.sandbox.conftest import MONDAY

HOUR = timedelta(hours=1)


def test_it_stands_still_until_moved():
    clock = SandboxClock(MONDAY)
    clock.advance(HOUR)
    clock.move_to(MONDAY + 3 * HOUR)

    assert clock.now() == MONDAY + 3 * HOUR


def test_with_a_wall_it_runs_at_wall_speed():
    wall_now = [MONDAY - 1000 * HOUR]
    clock = SandboxClock(MONDAY, wall=lambda: wall_now[0])
    wall_now[0] += HOUR
    clock.advance(HOUR)

    assert clock.now() == MONDAY + 2 * HOUR


def test_it_never_goes_back():
    clock = SandboxClock(MONDAY)

    with pytest.raises(ValueError, match="only moves forward"):
        clock.move_to(MONDAY - HOUR)


async def test_whoever_waits_for_a_moment_is_woken_at_it():
    clock = SandboxClock(MONDAY)
    waiting = asyncio.create_task(clock.reached(MONDAY + HOUR))
    await asyncio.wait([waiting], timeout=0.01)
    assert not waiting.done()

    clock.advance(HOUR)

    await asyncio.wait_for(waiting, timeout=1)
