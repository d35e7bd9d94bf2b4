"""What a listener has kept by the time it finds that Slack has to be asked first: it runs anew after that."""

from contextlib import contextmanager

from sqlalchemy import event

from bot.handlers import guard
from bot.slack.acks import AckFirst

READS = ("SELECT", "WITH", "PRAGMA", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Committed:
    """Writing statements of transactions that were committed, in order."""

    def __init__(self, db):
        self.statements, self._open = [], []
        self._engine = db._engine.sync_engine

    def __enter__(self):
        for name, heard in self._heard():
            event.listen(self._engine, name, heard)
        return self.statements

    def __exit__(self, *_):
        for name, heard in self._heard():
            event.remove(self._engine, name, heard)

    def _heard(self):
        return (("before_cursor_execute", self.note), ("commit", self.keep), ("rollback", self.forget))

    def note(self, _connection, _cursor, statement, *_):
        if not statement.lstrip().startswith(READS):
            self._open.append(statement)

    def keep(self, _connection):
        self.statements += self._open
        self._open.clear()

    def forget(self, _connection):
        self._open.clear()


@contextmanager
def kept_before_asking(db, monkeypatch):
    """Collect what was kept by listeners that then had to ask Slack."""
    found, original = [], guard._unless_slack_is_asked
    with Committed(db) as statements:

        async def watched(act):
            before = len(statements)
            reply = await original(act)
            if isinstance(reply, AckFirst):
                found.extend(statements[before:])
            return reply

        monkeypatch.setattr(guard, "_unless_slack_is_asked", watched)
        yield found
