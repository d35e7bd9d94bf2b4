"""Work that goes on after its request was answered."""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")

PATIENCE = timedelta(seconds=5)
# Some fifty answers a second, where Slack takes a tenth of one: far more than 10,000 pairs need.
AT_A_TIME = 5


class Background:
    """Keeps hold of what was started: asyncio itself forgets a task that nobody refers to."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self._turns, self._late = asyncio.Semaphore(AT_A_TIME), asyncio.Semaphore(AT_A_TIME)

    def start(self, work: Coroutine[Any, Any, T], *, can_wait: bool = False) -> asyncio.Task[T]:
        """What can wait takes turns, so that in a rush clicks are acknowledged before they are answered.

        Returns its task, for who wants to wait for it.
        """
        task = asyncio.get_running_loop().create_task(self._in_turn(work) if can_wait else work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def behind_clicks(self, work: Coroutine[Any, Any, T]) -> T:
        """Do what is answered late anyway, a few at a time: the database is whose click waits for it."""
        async with self._late:
            return await work

    async def _in_turn(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            async with self._turns:
                return await work
        finally:
            work.close()

    async def drain(self, within: timedelta = PATIENCE) -> None:
        """Wait for everything, also for what is started meanwhile; cancel what takes longer."""
        try:
            async with asyncio.timeout(within.total_seconds()):
                while self._running:
                    await asyncio.wait(self._running)
        except TimeoutError:
            await self._give_up()

    async def _give_up(self) -> None:
        left = tuple(self._running)
        logger.warning("%d pieces of work were not done in time and are let go", len(left))
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("work in the background failed", exc_info=error)
