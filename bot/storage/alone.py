"""One bot on a SQLite file: a lock beside it, which ends with whoever holds it, however that ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import UserFacingError
from bot.storage.engine import file_of

TAKEN = (
    "Another Lamplight runs on {name} already, and SQLite takes one at a time. Stop that one first, or give "
    "this one another DATABASE_URL; several at once need PostgreSQL."
)
NO_LOCK = "{name} can't be made ({why}). Let whoever runs Lamplight write into its folder."


@contextmanager
def alone_on(url: str) -> Iterator[None]:
    """Hold the file of this address for one bot; commands may use it meanwhile. Raises UserFacingError.

    Nothing is held on PostgreSQL, nor in memory.
    """
    path = file_of(url)
    if path is None:
        yield
        return
    lock = _opened(f"{path}.lock")
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserFacingError(TAKEN.format(name=os.path.basename(path))) from None
        yield
    finally:
        os.close(lock)


def _opened(path: str) -> int:
    """The file stays where it is: were it deleted, the next two would hold one each."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise UserFacingError(NO_LOCK.format(name=os.path.basename(path), why=error.strerror)) from error
