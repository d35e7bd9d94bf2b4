"""Figures: the only form in which a number about people reaches a view. Only this module can make one.

Whether one is shown goes by how many could, which is no secret; what it says reads the stored value alone,
and that has noise in it or is rounded.
"""

from collections.abc import Sequence
from dataclasses import InitVar, dataclass
from enum import StrEnum
from typing import Final

from bot.domain.disclosure.cells import ROUND_TO, Cell, to_five
from bot.domain.disclosure.intervals import interval
from bot.domain.disclosure.kinds import KINDS, ShownFrom
from bot.domain.disclosure.shares import interval_of_share

NOT_SHOWN: Final = "not shown"
# Of fewer who answered, as far as the noisy value says, a share says nothing.
ENOUGH_ANSWERED: Final = 5
_HERE: Final = object()


class WhyNot(StrEnum):
    """Why a figure of a wave is not shown; both are told from what is no secret, or has noise."""

    FEW_ASKED = "few asked"
    FEW_ANSWERED = "few answered"


@dataclass(frozen=True, slots=True)
class Figure:
    """Words for a number, and the rounded number where one is shown. It may well lie `between` these two."""

    text: str
    value: int | None
    between: tuple[int, int] | None = None
    why_not: WhyNot | None = None
    made: InitVar[object] = None

    def __post_init__(self, made: object) -> None:
        if made is not _HERE:
            raise TypeError("only bot.domain.disclosure.figures makes figures")

    def __str__(self) -> str:
        return self.text

    @property
    def likely(self) -> str:
        """Between what it may lie, in words; empty where nothing is known of that."""
        return f"{self.between[0]} to {self.between[1]} %" if self.between else ""

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
    return _share(cell.value, cell.could, interval(cell.value, cell.could))


def share_of(cells: Sequence[Cell]) -> Figure:
    """In percent of those that could, in all these cells together: of periods, or of programs."""
    could = sum(cell.could or 0 for cell in cells)
    value = sum(cell.value for cell in cells)
    if not cells or could < KINDS[cells[0].kind].shown_from:
        return _hidden()
    return _share(value, could, interval(value, could))


def share_of_answers(yeses: Cell | None, answered: Sequence[Cell]) -> Figure:
    """In percent of those who answered, whose number has noise too; shown by how many were asked."""
    if yeses is None or not answered or not _is_enough(yeses):
        return _hidden(WhyNot.FEW_ASKED)
    whole = sum(cell.value for cell in answered)
    if whole < ENOUGH_ANSWERED:
        return _hidden(WhyNot.FEW_ANSWERED)
    asked = max(sum(cell.could or 0 for cell in answered), yeses.could or 0)
    whole, ratio = min(whole, asked), KINDS[yeses.kind].noise
    between = interval_of_share(yeses.value, whole, asked=asked, cells=len(answered), ratio=ratio)
    return _share(yeses.value, whole, between)


def answered(cells: Sequence[Cell]) -> Figure:
    """About how many answered, as the stored values say: shown where enough were asked, of all together."""
    most = sum(cell.could or 0 for cell in cells)
    if most < ShownFrom.GROUP:
        return _hidden(WhyNot.FEW_ASKED)
    return _about(min(max(sum(cell.value for cell in cells), 0), most))


def asked(cells: Sequence[Cell]) -> Figure:
    """About how many were asked, which is no secret."""
    return _about(sum(cell.could or 0 for cell in cells))


def hours(cells: Sequence[Cell], *, minutes: int) -> Figure:
    """What the talks of these weeks take as planned, in hours: shown like their total."""
    talks = total(cells)
    return talks if talks.value is None else _about(talks.value * minutes // 60)


def _share(value: int, could: int, likely: tuple[int, int]) -> Figure:
    yeses = min(max(value, 0), could)
    between = (_percent(likely[0], 100), _percent(likely[1], 100))
    edge = -(-100 // (could * ROUND_TO)) * ROUND_TO
    if yeses <= 1 or _percent(yeses, could) < edge:
        return Figure(f"{edge} % or less", edge, between, made=_HERE)
    if could - yeses <= 1 or _percent(yeses, could) > 100 - edge:
        return Figure(f"{100 - edge} % or more", 100 - edge, between, made=_HERE)
    percent = _percent(yeses, could)
    return Figure(f"about {percent} %", percent, between, made=_HERE)


def taking_part(cell: Cell | None) -> Figure:
    """How many take part, as it was rounded when it was frozen."""
    if cell is None or cell.could is not None:
        return _hidden()
    return _about(cell.value)


def taking_part_together(cells: Sequence[Cell]) -> Figure:
    """How many take part in all of these programs: the sum of what was rounded in each.

    Where all are small it says what it can at most be: each of them is fewer than five.
    """
    if not cells or any(cell.could is not None for cell in cells):
        return _hidden()
    whole = sum(cell.value for cell in cells)
    return _about(whole) if whole else Figure(f"fewer than {ROUND_TO * len(cells)}", None, made=_HERE)


def more_since(now: Cell | None, before: Cell | None) -> Figure:
    """How many more take part, or were introduced, than earlier: of two rounded numbers, and never fewer."""
    if now is None or now.could is not None:
        return _hidden()
    return _about(max(now.value - (before.value if before else 0), 0))


def hours_of(figures: Sequence[tuple[Figure, float]], *, beside: float = 0.0) -> Figure:
    """What so many things take in hours, each so many minutes, with minutes `beside` that are about nobody.

    What is fewer than five counts as none.
    """
    if not any(figure.is_shown for figure, _ in figures):
        return _hidden()
    return _about(int((sum((figure.value or 0) * each for figure, each in figures) + beside) // 60))


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


def _hidden(why: WhyNot | None = None) -> Figure:
    return Figure(NOT_SHOWN, None, why_not=why, made=_HERE)
