"""What the hospital's records mean for people who are known here: leave, a move, a departure, a return."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.domain.directory import Aspect, DirectoryEntry, has_left
from bot.domain.people import LeftBy, Person
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.joining.leaving import release_leaver
from bot.usecases.mentorships.kept_apart import recheck_moved

logger = logging.getLogger(__name__)

BATCH = 100

# Called inside the transaction that also remembers that it was done.
OnLeft = Callable[[Repositories, str, str, datetime], Awaitable[object]]
OnMoved = Callable[[Repositories, str, str, Sequence[Aspect], datetime], Awaitable[object]]
SAYS_THE_DIRECTORY: OnLeft = partial(release_leaver, by=LeftBy.DIRECTORY)


@dataclass(frozen=True, slots=True)
class DirectoryFollowed:
    left: int = 0
    came_back: int = 0
    moved: int = 0
    leave: int = 0


async def follow_directory(
    db: Database,
    *,
    workspace_id: str,
    now: datetime,
    on_left: OnLeft = SAYS_THE_DIRECTORY,
    on_moved: OnMoved = recheck_moved,
) -> DirectoryFollowed:
    """Each person in a transaction of their own; what was cut short is done the next time.

    Only leave is taken over: what people said of themselves stays as they said it.
    """
    done, after = DirectoryFollowed(), ""
    following = _Following(now, on_left, on_moved)
    while True:
        async with db.transaction() as repos:
            entries = await repos.directory.list_to_follow(
                workspace_id, today=now.date(), after=after, limit=BATCH
            )
        for entry in entries:
            done = _sum(done, await following.guarded(db, entry))
        if len(entries) < BATCH:
            return done
        after = entries[-1].employee_id


def _sum(one: DirectoryFollowed, other: DirectoryFollowed) -> DirectoryFollowed:
    return DirectoryFollowed(
        left=one.left + other.left,
        came_back=one.came_back + other.came_back,
        moved=one.moved + other.moved,
        leave=one.leave + other.leave,
    )


@dataclass(frozen=True, slots=True)
class _Following:
    now: datetime
    on_left: OnLeft
    on_moved: OnMoved

    async def guarded(self, db: Database, entry: DirectoryEntry) -> DirectoryFollowed:
        """One person's trouble never stops the others."""
        try:
            async with db.transaction() as repos:
                return await self._follow(repos, entry)
        except Exception:
            logger.exception("what the directory says of %s could not be followed", entry.user_id)
            return DirectoryFollowed()

    async def _follow(self, repos: Repositories, entry: DirectoryEntry) -> DirectoryFollowed:
        person = await repos.people.find(entry.workspace_id, entry.user_id or "", lock=True)
        if person is None:
            return DirectoryFollowed()
        if has_left(entry, self.now.date()):
            return await self._release(repos, person, entry)
        return await self._keep_up(repos, person, entry)

    async def _release(self, repos: Repositories, person: Person, entry: DirectoryEntry) -> DirectoryFollowed:
        today = self.now.date()
        await self.on_left(repos, person.workspace_id, person.user_id, self.now)
        await repos.directory.followed(entry.workspace_id, entry.employee_id, released_on=today)
        logger.info("%s has left, says the directory", person.user_id)
        return DirectoryFollowed(left=1)

    async def _keep_up(self, repos: Repositories, person: Person, entry: DirectoryEntry) -> DirectoryFollowed:
        """Who is back is known again, and in no program: that is theirs to decide."""
        back = entry.released_on is not None
        leave = (person.leave_from, person.leave_until) != (entry.leave_from, entry.leave_until)
        here = person.back(LeftBy.DIRECTORY) if back else person
        now_as = replace(here, leave_from=entry.leave_from, leave_until=entry.leave_until)
        if now_as != person:
            await repos.people.save(now_as)
            await repos.outbox.let_go_to(person.workspace_id, person.user_id)
        if entry.moved:
            await self.on_moved(repos, person.workspace_id, person.user_id, entry.moved, self.now)
        if back or entry.moved:
            await repos.directory.followed(entry.workspace_id, entry.employee_id, released_on=None)
        return DirectoryFollowed(came_back=int(back), moved=int(bool(entry.moved)), leave=int(leave))
