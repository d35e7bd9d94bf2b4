"""The workspace's own time, which can stand still, run, and be moved forward."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta


class SandboxClock:
    """Aware UTC time. With `wall` it runs at wall speed from `start`; without, it moves only when told to."""

    def __init__(self, start: datetime, wall: Callable[[], datetime] | None = None) -> None:
        self._base = start.astimezone(UTC)
        self._wall = wall
        self._wall_start = wall() if wall else None
        self._moved = asyncio.Event()
        self.on_move: list[Callable[[], None]] = []

    def now(self) -> datetime:
        if self._wall is None or self._wall_start is None:
            return self._base
        return self._base + (self._wall() - self._wall_start)

    def advance(self, by: timedelta) -> None:
        if by < timedelta(0):
            raise ValueError("The sandbox clock only moves forward; start a new sandbox to go back in time.")
        self._base += by
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
        for callback in self.on_move:
            callback()

    def move_to(self, when: datetime) -> None:
        self.advance(when - self.now())

    async def reached(self, when: datetime) -> None:
        """Return once the clock shows `when` or later."""
        while (left := (when - self.now()).total_seconds()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left if self._wall else None):
                    await self._moved.wait()
