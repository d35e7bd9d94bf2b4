"""Connections to PostgreSQL kept for single statements: to fetch one from the pool costs as much again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

# Of the pool's twenty: the others are for transactions.
MOST_KEPT = 2


class KeptOpen:
    """An engine whose connections commit each statement by itself, and are kept after use."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._free: list[AsyncConnection] = []

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """Lend a connection. One in whose hands something failed is given up."""
        connection = self._free.pop() if self._free else await self._engine.connect()
        try:
            yield connection
        except BaseException:
            await asyncio.shield(asyncio.ensure_future(connection.close()))
            raise
        if len(self._free) < MOST_KEPT:
            self._free.append(connection)
        else:
            await connection.close()

    async def dispose(self) -> None:
        """Give back what is kept."""
        while self._free:
            await self._free.pop().close()
