"""Whom a program reaches and whom it doesn't, by one thing at a time, in groups of ten people and more."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.domain.disclosure.board import Board
from bot.domain.disclosure.cells import Cell, rounded
from bot.domain.disclosure.figures import Figure
from bot.domain.disclosure.kinds import REACHED, STAFF, Kind, ShownFrom

# A group of which less than this part of the usual share takes part is one to look at.
FEW: Final = 0.5


class ReachBy(StrEnum):
    """What people are put in groups by; of shifts the staff directory knows nothing."""

    PROFESSION = "profession"
    SITE = "site"
    STAGE = "stage"
    SHIFT = "shift"


# What is known of somebody; what is not known is left out.
Known = Mapping[ReachBy, str]


@dataclass(frozen=True, slots=True)
class ReachLine:
    """One group. Of `reached` None stands for fewer than ten, of `staff` for unknown."""

    key: str
    reached: Figure | None
    staff: Figure | None
    is_few: bool = False

    @property
    def is_nearly_all(self) -> bool:
        """As far as two rounded numbers tell."""
        return _size(self.staff) > 0 and _size(self.reached) >= _size(self.staff)


def known_by(group: str) -> Known:
    """What a cell's group says, as in "site:Main"."""
    by, _, value = group.partition(":")
    return {ReachBy(by): value}


def cells_of_reach(
    reached: Iterable[tuple[Known, int]], staff: Iterable[tuple[Known, int]], *, week: date
) -> list[Cell]:
    """Round to five, and keep nothing of a group of fewer than ten; each comes with how many are like it."""
    return [*_cells(REACHED, reached, week), *_cells(STAFF, staff, week)]


def _cells(kind: Kind, people: Iterable[tuple[Known, int]], week: date) -> list[Cell]:
    counts: Counter[str] = Counter()
    for known, count in people:
        counts.update({f"{by}:{value}": count for by, value in known.items()})
    return [
        rounded(kind, week=week, count=count, group=group)
        for group, count in sorted(counts.items())
        if count >= ShownFrom.GROUP
    ]


def lines_of_reach(board: Board, by: ReachBy) -> Sequence[ReachLine]:
    """The largest groups first, by how many work there and then by how many take part."""
    reached, staff = _groups(board, REACHED, by), _groups(board, STAFF, by)
    usual = _share(sum(map(_size, reached.values())), sum(map(_size, staff.values())))
    order = sorted(
        reached.keys() | staff.keys(), key=lambda key: (-_size(staff.get(key)), -_size(reached.get(key)), key)
    )
    return [_line(key, reached.get(key), staff.get(key), usual) for key in order]


def _line(key: str, reached: Figure | None, staff: Figure | None, usual: float) -> ReachLine:
    """Of a small number that isn't shown we take the most that it can be: nothing is called few by guess."""
    most = _size(reached) if reached else ShownFrom.GROUP - 1
    is_few = staff is not None and _share(most, _size(staff)) < FEW * usual
    return ReachLine(key, reached, staff, is_few)


def _groups(board: Board, kind: Kind, by: ReachBy) -> Mapping[str, Figure]:
    named = ((group.partition(":"), figure) for group, figure in board.groups(kind).items())
    return {key: figure for (about, _, key), figure in named if about == by}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _size(figure: Figure | None) -> int:
    return (figure.value or 0) if figure else 0
