"""A database that is locked by somebody else for too long: said as what it is, and not as a failure."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from socket import gaierror

from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from bot.errors import DatabaseBusy
from bot.storage.engine import LONGEST_LOCK, LONGEST_STATEMENT
from bot.storage.sqlite import LONGEST_WAIT_SECONDS

AWAY = (OperationalError, InterfaceError, DisconnectionError, ConnectionError, TimeoutError, gaierror)
# PostgreSQL's codes for a connection that failed, for too many of them, and for one that starts or stops.
NOT_NOW = ("08", "53", "57P")
# PostgreSQL's code for a statement that was ended because its time was up.
CANCELLED = "57014"


def is_away(error: BaseException) -> bool:
    """Whether this says of the database itself that it does not answer, or can't write: nothing was kept."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    code = getattr(error, "sqlstate", None) or ""
    # Where none of several addresses answers it is a bare OSError; that of a file is none.
    return isinstance(error, AWAY) or type(error) is OSError or str(code).startswith(NOT_NOW)


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
