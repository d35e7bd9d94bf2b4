"""Connections for what is in no hurry: between its statements whoever clicks goes first."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Executable

from bot.storage.repository import Answer, Asked

T = TypeVar("T")

# About as long as a click takes: it then waits for one statement of ours and not at each of its own.
PAUSE_SECONDS = 0.01


class GivingWay:
    """A connection that rests before each statement, so that a click is through before the next."""

    def __init__(self, connection: Asked) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        """That of the connection."""
        return self._connection.dialect

    async def execute(self, statement: Executable, values: Any = None, /) -> Answer:
        """Rest, then run a statement."""
        await asyncio.sleep(PAUSE_SECONDS)
        return await self._connection.execute(statement, values)

    async def run_sync(self, move: Callable[[Connection], T], /) -> T:
        """Rest, then run several statements."""
        await asyncio.sleep(PAUSE_SECONDS)
        return await self._connection.run_sync(move)
