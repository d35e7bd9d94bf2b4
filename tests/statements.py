"""Counts statements as a database gets them, BEGIN and COMMIT left out; many rows in one call are one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from bot.storage.database import Database


@contextmanager
def counted(db: Database) -> Iterator[list[str]]:
    """The statements that run inside the block, in order."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            found.append(statement)

    event.listen(db._engine.sync_engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(db._engine.sync_engine, "before_cursor_execute", note)
