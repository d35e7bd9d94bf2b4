"""The hospital's records, taken in: what a file would change, or the change itself, whole or not at all."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date

from bot.directory.problems import Reject, Warned
from bot.directory.reading import Batch, StaffFile
from bot.domain.directory import Change, DirectoryImport, too_many_leavers
from bot.errors import UserFacingError
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.directory.changes import Taking

TOO_MANY_LEAVERS = (
    "This file would mark {left} of {known} people as having left. If it was cut short, nothing should come "
    "of it, so nothing was changed. If it is right, allow it: `lamplight people import FILE --allow-leavers`."
)

OnReject = Callable[[Reject], object]


class TooManyLeavers(UserFacingError):
    """The guard against a file that was cut short."""


@dataclass(frozen=True, slots=True)
class DirectoryCounted:
    """How many people a file brings, moves and takes away; `known` were there before it.

    `conflicts` counts Slack ids that two people claim; the first keeps it.
    """

    known: int
    joined: int
    moved: int
    left: int
    came_back: int
    changed: int
    unchanged: int
    rejected: int
    conflicts: int
    warnings: tuple[Warned, ...]

    @property
    def too_many_leavers(self) -> bool:
        return too_many_leavers(self.left, known=self.known)

    @property
    def changes_nothing(self) -> bool:
        return not (self.joined or self.moved or self.left or self.came_back or self.changed)


def _ignore(_: Reject) -> None:
    pass


async def preview_import(
    db: Database, *, workspace_id: str, file: StaffFile, today: date, on_reject: OnReject = _ignore
) -> DirectoryCounted:
    """What import_directory would do. Nothing is stored."""
    async with db.transaction() as repos:
        taking = Taking(repos, workspace_id, today=today)
        return await _take(repos, taking, file, on_reject)


async def import_directory(
    db: Database,
    *,
    workspace_id: str,
    file: StaffFile,
    file_key: str,
    today: date,
    allow_leavers: bool = False,
    on_reject: OnReject = _ignore,
) -> DirectoryCounted:
    """The file is everybody: who is not in it has left. The same file twice changes nothing more.

    What follows for people who are enrolled is done by follow_directory. Raises UserFacingError, and then
    nothing has changed.
    """
    async with db.transaction() as repos:
        await repos.workspaces.get(workspace_id)
        latest = await repos.directory_imports.lock(workspace_id)
        number = latest.number + 1 if latest else 1
        taking = Taking(repos, workspace_id, today=today, number=number)
        counted = await _take(repos, taking, file, on_reject)
        if counted.too_many_leavers and not allow_leavers:
            raise TooManyLeavers(TOO_MANY_LEAVERS.format(left=counted.left, known=counted.known))
        if not counted.changes_nothing or latest is None or latest.file_key != file_key:
            await repos.directory_imports.save(DirectoryImport(workspace_id, number, file_key, today))
    return counted


async def _take(
    repos: Repositories, taking: Taking, file: StaffFile, on_reject: OnReject
) -> DirectoryCounted:
    known = await taking.begin()
    rejected = 0
    async with aclosing(_batches(file)) as batches:
        async for batch in batches:
            await taking.take(batch)
            rejected += len(batch.rejects)
            for reject in batch.rejects:
                on_reject(reject)
    conflicts = await taking.settle()
    return _counted(taking.changes, known=known, rejected=rejected, conflicts=conflicts, file=file)


def _counted(
    changes: Counter[Change], *, known: int, rejected: int, conflicts: int, file: StaffFile
) -> DirectoryCounted:
    each = {one.value: changes[one] for one in Change}
    return DirectoryCounted(
        known=known, rejected=rejected, conflicts=conflicts, warnings=tuple(file.warnings), **each
    )


async def _batches(file: StaffFile) -> AsyncGenerator[Batch, None]:
    """Read in a thread, one piece ahead, so that the bot answers and the database works meanwhile."""
    source = file.batches()
    coming = asyncio.create_task(asyncio.to_thread(next, source, None))
    try:
        while (batch := await asyncio.shield(coming)) is not None:
            coming = asyncio.create_task(asyncio.to_thread(next, source, None))
            yield batch
    finally:
        # A thread cannot be stopped, and what it reads cannot be closed under it.
        await asyncio.gather(coming, return_exceptions=True)
        source.close()
