"""Places rows whose time has come at the first moment at which they may leave, many in one reading.

The sender asks again at that moment. Whatever changes when somebody may be written to makes their rows wait
for a place again (bot/storage/delivery/place_again.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.delivery.grouping import list_readers
from bot.delivery.kind import Kinds
from bot.delivery.verdict import first_moment
from bot.domain.availability import Availability
from bot.domain.delivery.outbox import OutboxMessage
from bot.domain.local_time import local_date, readings
from bot.domain.managing.holds import Hold, held_until
from bot.domain.people import Person
from bot.facts.welcome import BUDGET_DAYS, read_times
from bot.storage.database import Database
from bot.storage.repositories import Repositories

BATCH = 200


async def place_due(db: Database, *, kinds: Kinds, content: Content, now: datetime) -> int:
    """Place all rows whose time has come, in all workspaces; returns how many.

    Not before that time: a budget, and what is known of people, are then as new as they can be. Safe to run
    in any number of processes.
    """
    placed = 0
    while True:
        async with db.statement() as repos:
            waiting = await repos.outbox.list_unplaced(now, BATCH)
        if waiting:
            await db.in_one_trip(partial(_place, waiting=waiting, kinds=kinds, content=content, now=now))
        placed += len(waiting)
        if len(waiting) < BATCH:
            return placed


async def _place(
    repos: Repositories, *, waiting: Sequence[OutboxMessage], kinds: Kinds, content: Content, now: datetime
) -> None:
    await repos.outbox.place(await _moments(repos, waiting, kinds, content, now))


async def _moments(
    repos: Repositories, waiting: Sequence[OutboxMessage], kinds: Kinds, content: Content, now: datetime
) -> dict[OutboxMessage, datetime]:
    readers = await list_readers(repos, waiting, kinds)
    found: dict[OutboxMessage, datetime] = {}
    for workspace_id, rows in groupby(sorted(waiting, key=_workspace), key=_workspace):
        mine = {one: readers.get((workspace_id, one.recipient), ()) for one in rows}
        known = await _read(repos, workspace_id, mine, content, now)
        found |= {one: known.moment(one, who, kinds, content) for one, who in mine.items()}
    return found


def _workspace(message: OutboxMessage) -> str:
    return message.workspace_id


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a workspace's readers by id, and of what is held by the subject of messages."""

    now: datetime
    people: Mapping[str, Person]
    availability: Mapping[str, Availability]
    sent_lately: Mapping[str, Sequence[datetime]]
    holds: Mapping[str, Sequence[Hold]]

    def moment(
        self, message: OutboxMessage, readers: Sequence[str], kinds: Kinds, content: Content
    ) -> datetime:
        """Find when a row may leave. What may do so now stays due as it was: the oldest go first.

        So does what has no such moment: the sender says what becomes of it.
        """
        if not readers:
            return message.due_at
        kind = kinds[message.kind]
        found = first_moment(
            kind,
            [self.availability[one] for one in readers],
            self.sent_lately.get(message.recipient, ()),
            due=self._held_until(message, readers) if kind.can_be_held else self.now,
            expires=message.expires_at,
            content=content,
        )
        return message.due_at if found in (None, self.now) else found

    def _held_until(self, message: OutboxMessage, readers: Sequence[str]) -> datetime:
        """Find when the place of the last of its readers is no longer held, and now if none is."""
        holds = self.holds.get(message.subject, ())
        known = [self.people.get(one, Person(message.workspace_id, one)) for one in readers] if holds else []
        return max([self.now, *(self._held(holds, one) for one in known)])

    def _held(self, holds: Sequence[Hold], person: Person) -> datetime:
        zone = ZoneInfo(person.tz)
        day = held_until(holds, person, today=local_date(zone, self.now))
        return readings(zone, day, time())[1] if day else self.now


async def _read(
    repos: Repositories,
    workspace_id: str,
    mine: Mapping[OutboxMessage, Sequence[str]],
    content: Content,
    now: datetime,
) -> _Known:
    everybody = sorted({one for readers in mine.values() for one in readers})
    times = await read_times(repos, workspace_id, everybody, now=now)
    recipients = sorted({one.recipient for one in mine})
    sent = await repos.outbox.budgeted_sent_since(workspace_id, recipients, now - BUDGET_DAYS)
    return _Known(
        now=now,
        people=times.people,
        availability={one: times.availability(one, now=now, content=content) for one in everybody},
        # What went out in one message has one moment.
        sent_lately={who: sorted(set(moments.values())) for who, moments in sent.items()},
        holds=await _holds(repos, workspace_id, sorted({one.subject for one in mine})),
    )


async def _holds(
    repos: Repositories, workspace_id: str, subjects: Sequence[str]
) -> Mapping[str, Sequence[Hold]]:
    """Read the holds by the subject of messages: a mentorship, or a program itself."""
    mentorships = await repos.mentorships.list_by_ids(workspace_id, subjects)
    program_of = dict(zip(subjects, subjects, strict=True)) | {one.id: one.program_id for one in mentorships}
    holds = await repos.holds.list_for_programs(workspace_id, sorted(set(program_of.values())))
    return {one: holds.get(program_id, ()) for one, program_id in program_of.items()}
