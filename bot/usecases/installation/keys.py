"""Whether what is kept encrypted can be read with the keys there are."""

from bot.storage.database import Database


async def require_readable_keys(db: Database) -> None:
    """Before anything starts: who has lost a key hears of it while nothing is written over.

    Raises UserFacingError, with what to do.
    """
    async with db.reading() as repos:
        await repos.goals.require_readable()
        await repos.wave_answers.require_readable()
