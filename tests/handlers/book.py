"""The database of a town, read and changed beside the bot's own connections."""

import sqlite3
from collections import Counter

from sqlalchemy import text


class Book:
    def __init__(self, connection):
        self._connection, self._version = connection, 0

    @classmethod
    async def of(cls, town):
        async with town.deps.db.transaction() as repos:
            [(_, _, path)] = (await repos.connection.execute(text("PRAGMA database_list"))).all()
        return cls(sqlite3.connect(path))

    def run(self, statement, values=()):
        with self._connection:
            return self._connection.execute(statement, values).fetchall()

    def is_written(self):
        """Whether the bot has written anything since this was asked last."""
        last, [(self._version,)] = self._version, self.run("PRAGMA data_version")
        return self._version != last

    def rows(self):
        """All there are, by table."""
        tables = [row[0] for row in self.run("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {one: Counter(self.run(f"SELECT * FROM {one}")) for one in tables}
