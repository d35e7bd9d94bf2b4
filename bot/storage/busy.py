"""A database that is locked by somebody else for too long: said as what it is, and not as a failure."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from bot.errors import DatabaseBusy
from bot.storage.engine import LONGEST_LOCK, LONGEST_STATEMENT
from bot.storage.sqlite import LONGEST_WAIT_SECONDS

# PostgreSQL's code for a statement that was ended because its time was up.
CANCELLED = "57014"


@contextmanager
def saying_busy() -> Iterator[None]:
    """Raise DatabaseBusy in the place of the driver's own errors for a wait that took too long."""
    try:
        yield
    except WaitedTooLong as error:
        raise DatabaseBusy(timedelta(seconds=LONGEST_WAIT_SECONDS)) from error
    except DBAPIError as error:
        if waited := _waited(error.orig):
            raise DatabaseBusy(waited) from error
        raise


def _waited(error: BaseException | None) -> timedelta | None:
    if isinstance(error, sqlite3.Error):
        # The lower byte is the kind, the others say more of it.
        is_locked = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
        return LONGEST_LOCK if is_locked else None
    return LONGEST_STATEMENT if getattr(error, "sqlstate", None) == CANCELLED else None
