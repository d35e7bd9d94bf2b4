"""The keys of answers: looked at before anything starts, so that nothing is lost by a key that is missing."""

from bot.storage.database import Database


async def require_readable_keys(db: Database) -> None:
    """Raises UserFacingError, with what to do, where ENCRYPTION_KEYS open not all of them."""
    async with db.reading() as repos:
        await repos.wave_answers.require_readable()
