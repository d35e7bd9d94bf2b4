"""Which of Slack's events were handled, remembered in the database that all processes share."""

from datetime import timedelta

from bot.clock import Clock
from bot.storage.database import Database

# Slack sends an event again at once, after one minute and after five: what a killed process had begun is
# free by the second time.
LEASE = timedelta(seconds=30)


class EventBook:
    """An event is begun by one process, and then finished or taken back. Each step commits by itself."""

    def __init__(self, db: Database, *, clock: Clock) -> None:
        self._db, self._clock = db, clock

    async def begin(self, event_id: str) -> bool:
        """False if it is done, or somebody is at work on it."""
        now = self._clock()
        async with self._db.statement() as repos:
            return await repos.events.begin(event_id, now, until=now + LEASE)

    async def is_done(self, event_id: str) -> bool:
        async with self._db.statement() as repos:
            return await repos.events.is_done(event_id)

    async def finish(self, event_id: str) -> None:
        async with self._db.statement() as repos:
            await repos.events.finish(event_id)

    async def take_back(self, event_id: str) -> None:
        async with self._db.statement() as repos:
            await repos.events.take_back(event_id)
