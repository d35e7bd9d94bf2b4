"""Events Slack has sent before, so that a repeat is known as one."""

from datetime import datetime

from sqlalchemy import bindparam, delete

from bot.storage.repository import Repository, add_new
from bot.storage.tables import seen_event

ADD = add_new(seen_event)
FORGET = delete(seen_event).where(seen_event.c.seen_at < bindparam("when"))


class SeenEvents(Repository):
    async def first_time(self, event_id: str, now: datetime) -> bool:
        return (await self._run(ADD, {"event_id": event_id, "seen_at": now})).rowcount == 1

    async def forget_before(self, when: datetime) -> int:
        return (await self._run(FORGET, {"when": when})).rowcount
