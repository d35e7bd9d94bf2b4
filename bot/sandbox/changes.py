"""Telling whoever watches that something in the workspace is different."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from bot.sandbox.model import Change

T = TypeVar("T")


class Changes:
    """One notifier: `publish` wakes everyone in `until` and feeds every queue from `subscribe`."""

    def __init__(self) -> None:
        self._next = asyncio.Event()
        self._queues: list[asyncio.Queue[Change]] = []

    def publish(self, change: Change) -> None:
        for queue in self._queues:
            queue.put_nowait(change)
        happened, self._next = self._next, asyncio.Event()
        happened.set()

    async def until(self, condition: Callable[[], T], within: float) -> T:
        """What `condition` returns once it is true; TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while not (result := condition()):
                await self._next.wait()
            return result

    @contextmanager
    def subscribe(self) -> Iterator[asyncio.Queue[Change]]:
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._queues.append(queue)
        try:
            yield queue
        finally:
            self._queues.remove(queue)
