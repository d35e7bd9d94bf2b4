"""A full outbox, quickly: one statement that makes its rows out of numbers."""

import sqlite3
from contextlib import closing
from datetime import datetime

import asyncpg

from tests.databases import opened

WORKSPACE_ID = "T1"
# The first are due; of the rest 18 in 20 were sent, one was let go and one waits for its day.
INSERT = """
    INSERT INTO outbox (workspace_id, kind, subject, cycle, recipient, due_at, expires_at, budgeted,
                        state, attempts, sent_at)
    SELECT 'T1', 'check_in', 'M' || n, 1, 'U' || (n % 1000), {due_at}, {expires_at}, true,
        CASE WHEN n <= {due} THEN 'pending' WHEN n % 20 = 0 THEN 'dropped' WHEN n % 20 = 1 THEN 'pending'
             ELSE 'sent' END,
        1, CASE WHEN n > {due} AND n % 20 > 1 THEN {due_at} END
    FROM {numbers}
"""
# Those that wait for their day lie ahead, everything else lies behind.
SECONDS = "(CASE WHEN n > {due} AND n % 20 = 1 THEN 3600 + n ELSE -n END)"


async def fill_outbox(url: str, *, rows: int, due: int, now: datetime) -> None:
    """So many rows, the oldest `due` of them due at `now`."""
    async with opened(url) as db, db.transaction() as repos:
        await repos.workspaces.ensure(WORKSPACE_ID, "Hospital")
    fill = _fill_sqlite if url.startswith("sqlite") else _fill_postgresql
    await fill(url, rows, due, now)


async def _fill_sqlite(url: str, rows: int, due: int, now: datetime) -> None:
    seconds = SECONDS.format(due=due)
    text = "strftime('%Y-%m-%d %H:%M:%S.000000', '{}', {} || ' seconds')"
    numbers = (
        f"(WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {rows}) "
        f"SELECT n FROM numbers)"
    )
    at = f"{now:%Y-%m-%d %H:%M:%S}"
    due_at, expires_at = text.format(at, seconds), text.format(at, f"({seconds} + 864000)")
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        with connection:
            connection.execute(INSERT.format(due=due, due_at=due_at, expires_at=expires_at, numbers=numbers))
        connection.execute("ANALYZE")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


async def _fill_postgresql(url: str, rows: int, due: int, now: datetime) -> None:
    due_at = f"timestamptz '{now.isoformat()}' + {SECONDS.format(due=due)} * interval '1 second'"
    numbers = f"generate_series(1, {rows}) AS n"
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            INSERT.format(
                due=due, due_at=due_at, expires_at=f"{due_at} + interval '10 days'", numbers=numbers
            )
        )
        await connection.execute("VACUUM ANALYZE outbox")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()
