"""Counts statements as a database gets them, BEGIN and COMMIT left out; many rows in one call are one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from bot.storage.database import Database
from bot.storage.sqlite import SqliteEngine


@contextmanager
def counted(db: Database, *, with_reading: bool = False) -> Iterator[list[str]]:
    """The statements that run inside the block, in order; `with_reading`, those that only read too."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            found.append(statement)

    engines = [db._engine.sync_engine]
    # On SQLite reading has an engine of its own.
    if with_reading and isinstance(db._reading, SqliteEngine):
        engines.append(db._reading.sync_engine)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
