"""Opening the database that the settings name, and closing it again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.config import Settings
from bot.storage.database import Database
from bot.storage.encryption import Cipher


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """Open the database as it is, whatever state its tables are in. Raises UserFacingError."""
    db = await Database.open(
        settings.database_url,
        cipher=Cipher(settings.encryption_keys),
        forgotten_file=settings.forgotten_file,
    )
    try:
        yield db
    finally:
        await db.close()
