"""A full outbox, quickly: one statement that makes its rows out of numbers."""

import asyncio
import sqlite3
from datetime import datetime, timedelta

import asyncpg

WORKSPACE_ID = "T1"
COLUMNS = (
    "workspace_id, kind, subject, cycle, recipient, due_at, expires_at, budgeted, state, attempts, sent_at"
)
# Of the rest nine in ten were sent, and of ten more one was let go and one waits for its day.
STATE = "CASE WHEN n <= {due} THEN 'pending' WHEN n % 20 = 0 THEN 'dropped' WHEN n % 20 = 1 THEN 'pending' ELSE 'sent' END"
