"""One file against what is known: who is new, who is changed, who is gone, piece by piece."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.directory.reading import Batch
from bot.directory.rows import DATED, ROW, Row
from bot.domain.directory import (
    Aspect,
    Change,
    DirectoryEntry,
    Employment,
    KnownBy,
    aspects_changed,
    change_of,
    has_left,
    with_leave_begun,
)
from bot.storage.repositories import Repositories
from bot.usecases.directory.posts import SLACK_ID, Posts

SLOTS = 1 << 22
REMEMBER_LEAVERS = timedelta(days=90)
STANDING, ENDS_ON = ROW.index("standing"), ROW.index("ends_on")
LEAVE_FROM, LEAVE_UNTIL = ROW.index("leave_from"), ROW.index("leave_until")


class Sieve:
    """Whether a number may have come before; of one size, however many come. Never wrong when it says no."""

    def __init__(self) -> None:
        self._slots = bytearray(SLOTS)

    def may_repeat(self, numbers: Iterable[str]) -> list[str]:
        slots, found = self._slots, []
        for number in numbers:
            mixed = hash(number)
            one, two, three = mixed % SLOTS, (mixed >> 20) % SLOTS, (mixed >> 40) % SLOTS
            if slots[one] and slots[two] and slots[three]:
                found.append(number)
            slots[one] = slots[two] = slots[three] = 1
        return found


class Taking:
    """First begin, then take each piece, then settle. Without a number it only counts."""

    def __init__(
        self, repos: Repositories, workspace_id: str, *, today: date, number: int | None = None
    ) -> None:
        self._repos, self._workspace_id = repos, workspace_id
        self._today, self._number = today, number
        self._imports = repos.directory_imports
        self._sieve = Sieve()
        self._is_first = False
        self._claims: list[tuple[str, str]] = []
        self._posts = Posts(repos, workspace_id)
        self.changes: Counter[Change] = Counter()

    async def begin(self) -> int:
        """How many people are there before."""
        await self._imports.begin()
        await self._posts.begin()
        self._is_first = await self._imports.is_empty(self._workspace_id)
        return await self._repos.directory.count(self._workspace_id, self._today)

    async def take(self, batch: Batch) -> None:
        """Adds to the batch's rejects who stood in the file before."""
        await self._reject_repeated(batch)
        rows = self._posts.without_forgotten(batch.rows)
        fresh, changed = await self._sorted_out(rows)
        self.changes[Change.UNCHANGED] += len(rows) - len(fresh) - len(changed)
        fresh = self._posts.without_namesakes(fresh)
        free = await self._free_users([*fresh, *changed])
        await self._add(fresh, free)
        await self._change(changed, free)

    async def _reject_repeated(self, batch: Batch) -> None:
        """And remember who is in the file: for a row that cannot be read, nobody counts as gone."""
        numbers = [row[0] for row in batch.rows]
        if suspects := self._sieve.may_repeat(numbers):
            repeated = await self._imports.stood_before(suspects)
            batch.reject_repeated({at for at, number in enumerate(numbers) if number in repeated})
        unread = {one.employee_id for one in batch.rejects if one.employee_id}.difference(numbers)
        await self._imports.remember([*numbers, *unread, *self._posts.of(unread)])

    async def _sorted_out(self, rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
        """The new ones and the changed ones."""
        if self._is_first:
            return rows, ()
        compared = await self._imports.compare(self._workspace_id, {row[0]: row[-1] for row in rows})
        fresh = [row for row in rows if row[0] in compared.fresh] if compared.fresh else []
        changed = [row for row in rows if row[0] in compared.changed] if compared.changed else []
        return fresh, changed

    async def settle(self) -> int:
        """Counts those who are not in the file; returns how many Slack ids stay with somebody else."""
        if self._number is not None:
            await self._posts.settle(self._number)
        if not self._is_first:
            await self._settle_leavers()
        lost = 0 if self._number is None else await self._settle_claims()
        await self._imports.end()
        return lost

    async def _settle_leavers(self) -> None:
        missing = await self._imports.count_missing(self._workspace_id, self._today)
        self.changes[Change.LEFT] += missing
        if self._number is None:
            return
        if missing:
            await self._imports.mark_left(self._workspace_id, today=self._today, number=self._number)
        await self._repos.directory.forget_left(self._workspace_id, self._today - REMEMBER_LEAVERS)

    async def _add(self, rows: Iterable[Row], free: Mapping[str, str]) -> None:
        """Whoever has left already is not taken in."""
        today = self._today.isoformat()
        there = [row for row in rows if row[STANDING] != Employment.LEFT and (row[ENDS_ON] or "9") >= today]
        self.changes[Change.JOINED] += len(there)
        if self._number is not None and there:
            ready = [self._ready(row, free) for row in there]
            await self._imports.add_rows(self._workspace_id, ready, number=self._number)

    def _ready(self, row: Row, free: Mapping[str, str]) -> Row:
        """With the Slack id only where it may be linked, and a first day of leave."""
        if row[SLACK_ID] and free.get(row[SLACK_ID]) != row[0]:
            self._claims.append((row[0], row[SLACK_ID]))
            row = (row[0], None, *row[2:])
        if row[LEAVE_FROM] is None and (row[STANDING] == Employment.LEAVE or row[LEAVE_UNTIL]):
            row = (*row[:LEAVE_FROM], self._today.isoformat(), *row[LEAVE_FROM + 1 :])
        return row

    async def _change(self, rows: Sequence[Row], free: Mapping[str, str]) -> None:
        if not rows:
            return
        known = await self._imports.list_by_ids(self._workspace_id, [row[0] for row in rows])
        changed = [(self._after(known[row[0]], row, free), int(row[-1])) for row in rows]
        if self._number is not None:
            await self._imports.save_changed(changed, number=self._number)

    def _after(self, before: DirectoryEntry, row: Row, free: Mapping[str, str]) -> DirectoryEntry:
        after = replace(before, **_values(row), left_on=None)
        if user_id := self._user(before, row, free):
            after = replace(after, user_id=user_id, known_by=KnownBy.SLACK_ID)
        after = with_leave_begun(after, before=before, today=self._today)
        if has_left(after, self._today):
            after = replace(after, left_on=before.left_on or self._today)
        self.changes[change_of(before, after, today=self._today)] += 1
        moved = {*before.moved, *aspects_changed(before, after)} if after.user_id else before.moved
        if len(moved) == len(before.moved):
            return after
        return replace(after, moved=tuple(aspect for aspect in Aspect if aspect in moved))

    def _user(self, before: DirectoryEntry, row: Row, free: Mapping[str, str]) -> str | None:
        """The Slack id in the row, where it holds already."""
        claimed: str | None = row[SLACK_ID]
        if claimed is None or claimed == before.user_id:
            return claimed
        if before.user_id is None and free.get(claimed) == row[0]:
            return claimed
        self._claims.append((row[0], claimed))
        return None

    async def _free_users(self, rows: Sequence[Row]) -> Mapping[str, str]:
        """By Slack id, the first number that claims it, where nobody is linked to it yet."""
        claims = {row[SLACK_ID]: row[0] for row in reversed(rows) if row[SLACK_ID]}
        if not claims:
            return {}
        taken = await self._imports.linked_users(self._workspace_id, list(claims))
        return {
            user_id: number
            for user_id, number in claims.items()
            if user_id not in taken and not self._posts.has_forgotten(user_id)
        }

    async def _settle_claims(self) -> int:
        """Now that all is known: people may have changed places, or somebody has left who had the id."""
        directory, lost = self._repos.directory, 0
        for number, user_id in self._claims:
            mine = await directory.find(self._workspace_id, number)
            if mine and mine.user_id not in (None, user_id):
                await directory.unlink(self._workspace_id, number)
        for number, user_id in self._claims:
            holder = await directory.find_by_user(self._workspace_id, user_id)
            if holder and holder.employee_id != number and has_left(holder, self._today):
                await directory.unlink(self._workspace_id, holder.employee_id)
            if not self._posts.has_forgotten(user_id):
                lost += not await directory.link(self._workspace_id, number, user_id, KnownBy.SLACK_ID)
        return lost


def _values(row: Row) -> dict[str, Any]:
    values = dict(zip(ROW, row, strict=True))
    del values["slack_id"], values["row_hash"]
    days = {name: date.fromisoformat(values[name]) if values[name] else None for name in DATED}
    return values | days | {"standing": Employment(values["standing"])}
