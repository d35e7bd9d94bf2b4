"""Events Slack has sent before, so that a repeat is known as one."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.storage.repository import Repository, add_new
from bot.storage.tables import seen_event

ADD = add_new(seen_event)
OF_EVENT = seen_event.c.event_id == bindparam("event")
_new = insert(seen_event)
BEGIN = _new.on_conflict_do_update(
    index_elements=["event_id"],
    set_={"at_work_until": _new.excluded.at_work_until},
    where=seen_event.c.at_work_until <= _new.excluded.seen_at,
).returning(seen_event.c.event_id)
IS_DONE = select(seen_event.c.event_id).where(OF_EVENT, seen_event.c.at_work_until.is_(None))
FINISH = update(seen_event).where(OF_EVENT).values(at_work_until=None)
TAKE_BACK = delete(seen_event).where(OF_EVENT)
MARK = "probe"
LEAVE_MARK = _new.on_conflict_do_update(index_elements=["event_id"], set_={"seen_at": _new.excluded.seen_at})


class SeenEvents(Repository):
    async def first_time(self, key: str, now: datetime) -> bool:
        """For what is done at most once, whatever becomes of it: a key of the caller's own."""
        return (await self._run(ADD, {"event_id": key, "seen_at": now})).rowcount == 1

    async def begin(self, event_id: str, now: datetime, *, until: datetime) -> bool:
        """True if it is the caller's until then: it is new, or whoever had begun with it was stopped."""
        values = {"event_id": event_id, "seen_at": now, "at_work_until": until}
        return await self._first(BEGIN, values) is not None

    async def is_done(self, event_id: str) -> bool:
        return await self._first(IS_DONE, {"event": event_id}) is not None

    async def finish(self, event_id: str) -> None:
        await self._run(FINISH, {"event": event_id})

    async def take_back(self, event_id: str) -> None:
        """As if it had never come."""
        await self._run(TAKE_BACK, {"event": event_id})

    async def leave_mark(self, now: datetime) -> None:
        """Write a row that is no event: whether it is kept tells whether others would be."""
        await self._run(LEAVE_MARK, {"event_id": MARK, "seen_at": now})
