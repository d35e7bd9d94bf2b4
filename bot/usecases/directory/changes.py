"""A piece of a file against what is known: who is new, who is changed, and what becomes of each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

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

SLACK_ID = ROW.index("slack_id")
STANDING, ENDS_ON = ROW.index("standing"), ROW.index("ends_on")
LEAVE_FROM, LEAVE_UNTIL = ROW.index("leave_from"), ROW.index("leave_until")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the people in some rows: who is new, the entries of who is changed, and which of the
    Slack ids in the rows are linked already.
    """

    fresh: frozenset[str]
    changed: Mapping[str, DirectoryEntry]
    linked: frozenset[str]


@dataclass(slots=True)
class Sorted:
    """What a piece brings; `claims` are Slack ids that somebody else may have, by the number that says so."""

    added: list[Row] = field(default_factory=list)
    changed: list[tuple[DirectoryEntry, int]] = field(default_factory=list)
    claims: list[tuple[str, str]] = field(default_factory=list)
    counts: Counter[Change] = field(default_factory=Counter)


def sort_out(
    rows: Sequence[Row], known: Known, *, today: date, may_link: Callable[[str], bool], fresh: Sequence[Row]
) -> Sorted:
    """`fresh` are the new ones of these rows that may be taken in."""
    changed = [row for row in rows if row[0] in known.changed]
    claimed = {row[SLACK_ID]: row[0] for row in reversed([*fresh, *changed]) if row[SLACK_ID]}
    free = {one: number for one, number in claimed.items() if one not in known.linked and may_link(one)}
    sorting = _Sorting(today, free)
    sorting.out.counts[Change.UNCHANGED] = len(rows) - len(known.fresh) - len(changed)
    sorting.add(fresh)
    for row in changed:
        after = sorting.after(known.changed[row[0]], row)
        sorting.out.changed.append((after, int(row[-1])))
    return sorting.out


@dataclass(frozen=True, slots=True)
class _Sorting:
    """`free` has by Slack id the first number that claims it, where nobody is linked to it yet."""

    today: date
    free: Mapping[str, str]
    out: Sorted = field(default_factory=Sorted)

    def add(self, rows: Iterable[Row]) -> None:
        """Whoever has left already is not taken in."""
        today = self.today.isoformat()
        there = [row for row in rows if row[STANDING] != Employment.LEFT and (row[ENDS_ON] or "9") >= today]
        self.out.counts[Change.JOINED] += len(there)
        self.out.added.extend(map(self._ready, there))

    def _ready(self, row: Row) -> Row:
        """With the Slack id only where it may be linked, and a first day of leave."""
        if row[SLACK_ID] and self.free.get(row[SLACK_ID]) != row[0]:
            self.out.claims.append((row[0], row[SLACK_ID]))
            row = (row[0], None, *row[2:])
        if row[LEAVE_FROM] is None and (row[STANDING] == Employment.LEAVE or row[LEAVE_UNTIL]):
            row = (*row[:LEAVE_FROM], self.today.isoformat(), *row[LEAVE_FROM + 1 :])
        return row

    def after(self, before: DirectoryEntry, row: Row) -> DirectoryEntry:
        after = replace(before, **_values(row), left_on=None)
        if user_id := self._user(before, row):
            after = replace(after, user_id=user_id, known_by=KnownBy.SLACK_ID)
        after = with_leave_begun(after, before=before, today=self.today)
        if has_left(after, self.today):
            after = replace(after, left_on=before.left_on or self.today)
        self.out.counts[change_of(before, after, today=self.today)] += 1
        moved = {*before.moved, *aspects_changed(before, after)} if after.user_id else before.moved
        if len(moved) == len(before.moved):
            return after
        return replace(after, moved=tuple(aspect for aspect in Aspect if aspect in moved))

    def _user(self, before: DirectoryEntry, row: Row) -> str | None:
        """The Slack id in the row, where it holds already."""
        claimed: str | None = row[SLACK_ID]
        if claimed is None or claimed == before.user_id:
            return claimed
        if before.user_id is None and self.free.get(claimed) == row[0]:
            return claimed
        self.out.claims.append((row[0], claimed))
        return None


def _values(row: Row) -> dict[str, Any]:
    values = dict(zip(ROW, row, strict=True))
    del values["slack_id"], values["row_hash"]
    days = {name: date.fromisoformat(values[name]) if values[name] else None for name in DATED}
    return values | days | {"standing": Employment(values["standing"])}
