"""Whether what is written is kept: a full disk and a deleted file go unnoticed by who only reads."""

import asyncio
import logging
import os
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.errors import DatabaseBusy, UserFacingError
from bot.storage.database import Database, FileState

logger = logging.getLogger(__name__)

# Who asks each second shall not have it write each second.
TRIED_EVERY, TRIED_AGAIN = timedelta(seconds=30), timedelta(seconds=5)
SCRATCH_BYTES = 65_536
GONE = (
    "The file of the database is gone: it was deleted or moved while Lamplight runs. Put it back, or a "
    "backup in its place."
)
BUSY = "Nothing can be written: {busy}. Look for a backup or another program that has it locked."
NOT_WRITTEN = "The database takes nothing that is written. Look for a full or read-only disk."


async def require_kept(db: Database, *, now: datetime) -> None:
    """Write a little, as everything else is written. Raises UserFacingError where that is not kept.

    Where another file has come into the place of the one that was opened, it is opened anew.
    """
    await require_file(db)
    try:
        if db.path:
            await asyncio.to_thread(_scratch, f"{db.path}.probe")
        async with db.statement() as repos:
            await repos.events.leave_mark(now)
    except DatabaseBusy as busy:
        raise UserFacingError(BUSY.format(busy=busy)) from busy
    except (SQLAlchemyError, OSError) as error:
        raise UserFacingError(NOT_WRITTEN) from error


async def require_file(db: Database) -> None:
    """Open the file that stands in the place of the database by now. Raises UserFacingError if none does."""
    match db.file():
        case FileState.GONE:
            raise UserFacingError(GONE)
        case FileState.ANOTHER:
            logger.warning("another file has come into the place of the database; it is opened")
            await db.close()


def _scratch(path: str) -> None:
    """Beside the database: SQLite writes over old pages first, and would notice a full disk late."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            if os.write(file, bytes(SCRATCH_BYTES)) < SCRATCH_BYTES:
                raise OSError("not all of it was written")
            os.fsync(file)
        finally:
            os.close(file)
    finally:
        with suppress(OSError):
            os.unlink(path)


class Probe:
    """A check for /healthz: it looks each time, and writes now and then."""

    def __init__(self, db: Database, *, clock: Clock) -> None:
        self._db, self._clock = db, clock
        self._tried_at: float | None = None
        self._is_kept = True
        self._trying = asyncio.Lock()

    async def __call__(self) -> bool:
        async with self._trying:
            try:
                self._note(await self._look())
            except (UserFacingError, SQLAlchemyError, OSError) as error:
                self._note(False, why=error)
        return self._is_kept

    async def _look(self) -> bool:
        await require_file(self._db)
        await self._db.ping()
        now = asyncio.get_running_loop().time()
        pause = TRIED_EVERY if self._is_kept else TRIED_AGAIN
        if self._tried_at is not None and now < self._tried_at + pause.total_seconds():
            return self._is_kept
        self._tried_at = now
        await require_kept(self._db, now=self._clock())
        return True

    def _note(self, is_kept: bool, *, why: Exception | None = None) -> None:
        if self._is_kept and why is not None:
            logger.error("the database fails: %s", why)
        elif is_kept and not self._is_kept:
            logger.warning("the database is well again")
        self._is_kept = is_kept
