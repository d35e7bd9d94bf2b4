"""Figures: the only form in which a number about people reaches a view. Only this module can make one.

Whether one is shown goes by how many could, which is no secret; what it says reads the stored value alone,
and that has noise in it or is rounded.
"""

from collections.abc import Sequence
from dataclasses import InitVar, dataclass
from typing import Final

from bot.domain.disclosure.cells import ROUND_TO, Cell, to_five
from bot.domain.disclosure.intervals import interval
from bot.domain.disclosure.kinds import KINDS

NOT_SHOWN: Final = "not shown"
_HERE: Final = object()


@dataclass(frozen=True, slots=True)
class Figure:
    """Words for a number, and the rounded number where one is shown. `likely`: between what it may lie."""

    text: str
    value: int | None
    likely: str = ""
    made: InitVar[object] = None

    def __post_init__(self, made: object) -> None:
        if made is not _HERE:
            raise TypeError("only bot.domain.disclosure.figures makes figures")

    def __str__(self) -> str:
        return self.text

    @property
    def is_shown(self) -> bool:
        return self.text != NOT_SHOWN


def total(cells: Sequence[Cell]) -> Figure:
    """What these weeks of one program come to: shown where in one of them enough could."""
    if not any(_is_enough(cell) for cell in cells):
        return _hidden()
    most = sum(cell.could or 0 for cell in cells)
    return _about(min(max(sum(cell.value for cell in cells), 0), most))


def share(cell: Cell | None) -> Figure:
    """In percent of those that could: "about 70 %", "90 % or more", "10 % or less".

    Everybody and all but one read the same, and so do nobody and one.
    """
    if cell is None or not cell.could or not _is_enough(cell):
        return _hidden()
    yeses, could = min(max(cell.value, 0), cell.could), cell.could
    low, high = interval(cell.value, could)
    likely = f"{_percent(low, 100)} to {_percent(high, 100)} %"
    edge = -(-100 // (could * ROUND_TO)) * ROUND_TO
    if yeses <= 1 or _percent(yeses, could) < edge:
        return Figure(f"{edge} % or less", edge, likely, _HERE)
    if could - yeses <= 1 or _percent(yeses, could) > 100 - edge:
        return Figure(f"{100 - edge} % or more", 100 - edge, likely, _HERE)
    percent = _percent(yeses, could)
    return Figure(f"about {percent} %", percent, likely, _HERE)


def taking_part(cell: Cell | None) -> Figure:
    """How many take part, as it was rounded when it was frozen."""
    if cell is None or cell.could is not None:
        return _hidden()
    return _about(cell.value)


def named(count: int) -> Figure:
    """How many names a manager reads on the very page, or pages, on which this stands."""
    return Figure(str(count), count, made=_HERE)


def _is_enough(cell: Cell) -> bool:
    return cell.could is not None and cell.could >= KINDS[cell.kind].shown_from


def _about(count: int) -> Figure:
    if count < ROUND_TO:
        return Figure(f"fewer than {ROUND_TO}", None, made=_HERE)
    return Figure(f"about {to_five(count)}", to_five(count), made=_HERE)


def _percent(part: int, whole: int) -> int:
    return (200 * part + ROUND_TO * whole) // (2 * ROUND_TO * whole) * ROUND_TO


def _hidden() -> Figure:
    return Figure(NOT_SHOWN, None, made=_HERE)
