"""A long list a page at a time: by the key of a row and never by a number of rows, so that nothing is shown
twice and nothing is passed over while rows come and go.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Generic, TypeVar

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


def cut(rows: Iterable[Row], key: Callable[[Row], Key], turn: Turn, *, most: int = A_PAGE) -> Cut[Row]:
    """Sort the rows by their keys and take the page that was asked for, or the nearest one there is."""
    ordered = sorted(((key(one), one) for one in rows), key=itemgetter(0))
    first = _first([one for one, _ in ordered], turn, most)
    shown = ordered[first : first + most]
    return Cut(
        [one for _, one in shown],
        before=shown[0][0] if first else (),
        after=shown[-1][0] if first + most < len(ordered) else (),
    )


def _first(keys: Sequence[Key], turn: Turn, most: int) -> int:
    if turn.before:
        return max(bisect_left(keys, turn.before) - most, 0)
    first = bisect_right(keys, turn.after) if turn.after else 0
    return first if first < len(keys) else max(len(keys) - most, 0)
