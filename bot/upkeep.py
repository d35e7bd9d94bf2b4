"""What an operator does to the database by hand: bring it up to date, change its keys."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.config import Settings
from bot.storage.database import Database
from bot.storage.encryption import Cipher


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database as it is, whatever state its tables are in. Raises UserFacingError."""
    db = await Database.open(settings.database_url, cipher=Cipher(settings.encryption_keys))
    try:
        yield db
    finally:
        await db.close()


async def migrate_database(settings: Settings) -> list[str]:
    """Returns the names of the migrations that were carried out."""
    async with opened(settings) as db:
        pending = await db.pending_migrations()
        await db.migrate()
    return pending


async def rotate_keys(settings: Settings) -> int:
    """Encrypt every stored token with the first key; returns how many there were."""
    async with opened(settings) as db, db.transaction() as repos:
        return await repos.installations.rotate()
