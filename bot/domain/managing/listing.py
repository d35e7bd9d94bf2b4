"""A long list a page at a time: by the key of a row and never by a number of rows, so that nothing is shown
twice and nothing is passed over while rows come and go.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

# Its parts are compared one by one; the last tells a row from all others.
Key = tuple[str, ...]
Row = TypeVar("Row")

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a page begins: behind a row's key, or in front of one. With neither it is the first.

    The row itself may be gone meanwhile.
    """

    after: Key = ()
    before: Key = ()


@dataclass(frozen=True, slots=True)
class Cut(Generic[Row]):
    """The rows of one page, and the keys from which one can turn on; empty where there is nothing."""

    rows: Sequence[Row]
    before: Key = ()
    after: Key = ()


def cut(rows: Iterable[tuple[Key, Row]], turn: Turn, *, most: int = A_PAGE) -> Cut[Row]:
    """Sort the rows by their keys and take the page that was asked for, or the nearest one there is."""
    ordered = sorted(rows, key=_key)
    first = _first(ordered, turn, most)
    shown = ordered[first : first + most]
    return Cut(
        [one for _, one in shown],
        before=shown[0][0] if first else (),
        after=shown[-1][0] if first + most < len(ordered) else (),
    )


def _first(ordered: Sequence[tuple[Key, Any]], turn: Turn, most: int) -> int:
    if turn.before:
        return max(bisect_left(ordered, turn.before, key=_key) - most, 0)
    first = bisect_right(ordered, turn.after, key=_key) if turn.after else 0
    return first if first < len(ordered) else max(len(ordered) - most, 0)


def _key(row: tuple[Key, Any]) -> Key:
    return row[0]
