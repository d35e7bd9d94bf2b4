"""Work that goes on after its request was answered."""

import asyncio
from datetime import timedelta

from bot.background import Background


async def test_draining_waits_for_what_was_started_and_for_what_that_starts():
    background, done = Background(), []

    async def second():
        done.append("second")

    async def first():
        background.start(second())
        done.append("first")

    background.start(first())
    await background.drain()

    assert done == ["first", "second"]


async def test_a_failure_is_logged_once_and_does_not_reach_draining(caplog):
    background = Background()

    async def fail():
        raise ValueError("no")

    background.start(fail())
    await background.drain()

    assert [record.message for record in caplog.records] == ["work in the background failed"]


async def test_what_takes_too_long_is_let_go_after_it_tidied_up(caplog):
    background, tidied = Background(), asyncio.Event()

    async def hang():
        try:
            await asyncio.Event().wait()
        finally:
            tidied.set()

    background.start(hang())
    await background.drain(timedelta(milliseconds=10))

    assert tidied.is_set()
    assert "let go" in caplog.text
