"""The hospital's records, taken in: what a file would change, or the change itself, whole or not at all."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from datetime import date

from bot.directory.batches import Batch
from bot.directory.problems import Reject, Warned
from bot.directory.reading import StaffFile
from bot.domain.directory import Change, too_many_leavers
from bot.errors import UserFacingError
from bot.storage.database import Database
from bot.usecases.directory.clearing import MOST_READ, clear_away, forget_leavers
from bot.usecases.directory.staging import Overtaken, Staging

TOO_MANY_LEAVERS = (
    "This file would mark {left} of {known} people as having left, and {joined} as new. If it was cut short, "
    "or employee numbers are written otherwise than before (zeros in front?), nothing should come of it, so "
    "nothing was changed. If it is right, allow it: `lamplight people import FILE --allow-leavers`."
)
LEAVERS_IN_DOUBT = (
    "This file would mark {left} of {known} people as having left, and {lost} of its rows can't be read: "
    "they may be theirs. Nothing was changed. Fix those rows, or allow it: `lamplight people import FILE "
    "--yes`."
)

OnReject = Callable[[Reject], object]


class TooManyLeavers(UserFacingError):
    """The guard against a file that was cut short."""


class LeaversInDoubt(UserFacingError):
    """The guard against a file of which rows were lost."""


@dataclass(frozen=True, slots=True)
class DirectoryCounted:
    """How many people a file brings, moves and takes away; `known` were there before it.

    `rejected` are all rows that were left out, `lost` those without which somebody may be missing, and
    `unplaced` those of which nobody knows whose they are.
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
    lost: int
    unplaced: int
    conflicts: int
    warnings: tuple[Warned, ...]

    @property
    def too_many_leavers(self) -> bool:
        return too_many_leavers(self.left, known=self.known)

    @property
    def leavers_in_doubt(self) -> bool:
        return bool(self.left and self.lost)

    @property
    def changes_nothing(self) -> bool:
        return not (self.joined or self.moved or self.left or self.came_back or self.changed)

    def in_words(self, sentence: str) -> str:
        """A sentence with these numbers in it."""
        return sentence.format(left=self.left, known=self.known, joined=self.joined, lost=self.lost)


# Whether people may be marked as having left although rows were lost.
MayMark = Callable[[DirectoryCounted], bool]


def all_placed(counted: DirectoryCounted) -> bool:
    """Where nobody can be asked: a row that names somebody who is known can be nobody else's."""
    return not counted.unplaced


def _ignore(_: Reject) -> None:
    pass


async def preview_import(
    db: Database, *, workspace_id: str, file: StaffFile, today: date, on_reject: OnReject = _ignore
) -> DirectoryCounted:
    """What import_directory would do. Nothing is stored."""
    report = _Once(on_reject)
    while True:
        staging = Staging(db, workspace_id, today=today, stores=False)
        with suppress(Overtaken):
            return await _take(staging, file, report)


async def import_directory(
    db: Database,
    *,
    workspace_id: str,
    file: StaffFile,
    file_key: str,
    today: date,
    allow_leavers: bool = False,
    may_mark: MayMark = all_placed,
    on_reject: OnReject = _ignore,
) -> DirectoryCounted:
    """The file is everybody: who is not in it has left. The same file twice changes nothing more.

    No transaction is long, and all of it is shown at once. What follows for people who are enrolled is done
    by follow_directory. Raises UserFacingError, and then nothing has changed.
    """
    report = _Once(on_reject)
    while True:
        staging = Staging(db, workspace_id, today=today, stores=True)
        try:
            counted = await _take(staging, file, report)
            if counted.too_many_leavers and not allow_leavers:
                raise TooManyLeavers(counted.in_words(TOO_MANY_LEAVERS))
            if counted.leavers_in_doubt and not may_mark(counted):
                raise LeaversInDoubt(counted.in_words(LEAVERS_IN_DOUBT))
            conflicts = await staging.show(file_key=file_key)
        except Exception as problem:
            await staging.give_up()
            if not isinstance(problem, Overtaken):
                raise
        else:
            await clear_away(db, workspace_id)
            if not counted.changes_nothing:
                async with db.statement() as repos:
                    await repos.directory_imports.look_at_rows()
            await forget_leavers(db, workspace_id, today=today)
            return replace(counted, conflicts=conflicts)


class _Once:
    """A file that is read again has the same rejects: each is told once, and counted in each reading."""

    def __init__(self, on_reject: OnReject) -> None:
        self._on_reject, self._told = on_reject, 0
        self.rejected = self.lost = 0

    def begin(self) -> None:
        self.rejected = self.lost = 0

    def tell(self, rejects: Sequence[Reject]) -> None:
        for reject in rejects[max(0, self._told - self.rejected) :]:
            self._on_reject(reject)
            self._told += 1
        self.rejected += len(rejects)
        self.lost += sum(reject.loses for reject in rejects)


async def _take(staging: Staging, file: StaffFile, report: _Once) -> DirectoryCounted:
    await staging.begin()
    report.begin()
    async with aclosing(_batches(file)) as batches:
        async for batch in batches:
            await staging.take(batch)
            report.tell(batch.rejects)
    report.tell(await staging.take_waiting())
    await staging.count_leavers()
    return _counted(staging, report, file)


def _counted(staging: Staging, report: _Once, file: StaffFile) -> DirectoryCounted:
    each = {one.value: staging.changes[one] for one in Change}
    return DirectoryCounted(
        known=staging.known,
        rejected=report.rejected,
        lost=report.lost,
        unplaced=staging.unplaced,
        conflicts=0,
        warnings=tuple(file.warnings),
        **each,
    )


async def _batches(file: StaffFile) -> AsyncGenerator[Batch, None]:
    """Read in a thread, one piece ahead, so that the bot answers and the database works meanwhile."""
    source = file.batches(MOST_READ)
    coming = asyncio.create_task(asyncio.to_thread(next, source, None))
    try:
        while (batch := await asyncio.shield(coming)) is not None:
            coming = asyncio.create_task(asyncio.to_thread(next, source, None))
            if batch.rows or batch.rejects:
                yield batch
    finally:
        # A thread cannot be stopped, and what it reads cannot be closed under it.
        await asyncio.gather(coming, return_exceptions=True)
        source.close()
