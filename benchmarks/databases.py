"""Databases that keep what they are told: those of the tests, with fsync switched on again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from tests.databases import POSTGRESQL, Databases


@asynccontextmanager
async def durable(databases: Databases, kind: str) -> AsyncIterator[str]:
    """The address of a database with all tables in it."""
    async with databases.address(kind) as url:
        if kind == POSTGRESQL:
            connection = await asyncpg.connect(url)
            await connection.execute("ALTER SYSTEM SET fsync = on")
            await connection.execute("SELECT pg_reload_conf()")
            await connection.close()
        yield url
