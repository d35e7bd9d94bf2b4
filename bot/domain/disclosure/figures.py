"""Figures: the only form in which a number about people reaches a view. Only this module can make one.

Whether one is shown goes by how many could, which is no secret; what it says reads the stored value alone,
and that has noise in it or is rounded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass
from enum import StrEnum
from typing import Final

from bot.domain.disclosure.cells import ROUND_TO, Cell, bounds_of, to_five
from bot.domain.disclosure.intervals import interval
from bot.domain.disclosure.kinds import KINDS, ShownFrom
from bot.domain.disclosure.shares import interval_of_count, interval_of_share

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
    """What these weeks come to: shown where in one of them enough could.

    One in which nobody could is noise and nothing else.
    """
    known = [cell for cell in cells if cell.could]
    if not any(_is_enough(cell) for cell in known):
        return _hidden()
    most = sum(cell.could or 0 for cell in known)
    return _about(min(max(sum(cell.value for cell in known), 0), most))


def share(cell: Cell | None) -> Figure:
    """In percent of those that could: "about 70 %", "90 % or more", "10 % or less".

    Everybody and all but one read the same, and so do nobody and one.
    """
    if cell is None or not cell.could or not _is_enough(cell):
        return _hidden()
    return _share(cell.value, cell.could, interval(cell.value, cell.could))


def share_of(cells: Sequence[Cell]) -> Figure:
    """In percent of those that could, in all these cells together: of periods, or of programs."""
    known = [cell for cell in cells if cell.could]
    return _share_of(known, sum(cell.could or 0 for cell in known))


def held_of_planned(by_rhythm: Mapping[int, Sequence[Cell]]) -> Figure:
    """Meetings in percent of those planned: of who could, one in so many weeks as the rhythm is.

    `by_rhythm`: the cells of the weeks, by every how many weeks a program's people are to meet.
    """
    planned = sum(_planned(cells, every_weeks) for every_weeks, cells in by_rhythm.items())
    known = [cell for cells in by_rhythm.values() for cell in cells if cell.could]
    return _share_of(known, planned)


def share_of_count(cells: Sequence[Cell], counts: Sequence[Cell]) -> Figure:
    """What these cells come to in percent of a count that was rounded, or of several."""
    known = [cell for cell in cells if cell.could]
    whole = sum(cell.value for cell in counts)
    if not _is_enough_of(whole, known):
        return _hidden(WhyNot.FEW_ASKED)
    value = sum(cell.value for cell in known)
    least, most = _before_rounding(counts)
    between = interval_of_count(value, cells=len(known), least=least, most=most)
    return _share(value, whole, between)


def share_of_counts(part: Sequence[Cell], whole: Sequence[Cell]) -> Figure:
    """Of two counts that were rounded, one in percent of the other; between what rounding leaves open."""
    some, everything = (sum(cell.value for cell in cells) for cells in (part, whole))
    if everything < ShownFrom.GROUP:
        return _hidden(WhyNot.FEW_ASKED)
    (fewest, most), (least, largest) = _before_rounding(part), _before_rounding(whole)
    low, high = 100 * fewest // largest, min(-(-100 * most // least), 100)
    return _share(some, everything, (low, high))


def share_among(yeses: Sequence[Cell], answered: Sequence[Cell]) -> Figure:
    """Like share_of_answers, in all these cells together: of waves, or of programs."""
    asked = sum(cell.could or 0 for cell in answered)
    if not yeses or asked < ShownFrom.SURVEY:
        return _hidden(WhyNot.FEW_ASKED)
    whole = min(sum(cell.value for cell in answered), asked)
    if whole < ENOUGH_ANSWERED:
        return _hidden(WhyNot.FEW_ANSWERED)
    value = sum(cell.value for cell in yeses)
    likely = interval_of_share(value, whole, asked=asked, cells=len(answered), yes_cells=len(yeses))
    return _share(value, whole, likely)


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


def from_hr(percent: int, *, people: int) -> Figure:
    """A share that HR worked out: hidden of fewer than ten people, rounded, and between what rounds to it."""
    if people < ShownFrom.GROUP:
        return _hidden(WhyNot.FEW_ASKED)
    near, off = to_five(percent), ROUND_TO // 2
    between = (max(near - off, 0), min(near + off, 100))
    return Figure(f"about {near} %", near, between, made=_HERE)


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


def _share_of(cells: Sequence[Cell], whole: int) -> Figure:
    if not _is_enough_of(whole, cells):
        return _hidden(WhyNot.FEW_ASKED)
    value = sum(cell.value for cell in cells)
    return _share(value, whole, interval(value, whole, cells=len(cells)))


def _planned(cells: Sequence[Cell], every_weeks: int) -> int:
    """How many meetings these weeks had place for."""
    return sum(cell.could or 0 for cell in cells) // every_weeks


def _before_rounding(counts: Sequence[Cell]) -> tuple[int, int]:
    """The least and the most that may have been counted."""
    bounds = [bounds_of(cell.value) for cell in counts]
    return sum(least for least, _ in bounds), sum(most for _, most in bounds)


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


def _is_enough_of(whole: int, cells: Sequence[Cell]) -> bool:
    """The noise of several cells may be no larger beside the whole than that of one where it is just shown.

    It grows with the root of their number.
    """
    return bool(cells) and whole**2 >= KINDS[cells[0].kind].shown_from ** 2 * len(cells)


def _about(count: int) -> Figure:
    if count < ROUND_TO:
        return Figure(f"fewer than {ROUND_TO}", None, made=_HERE)
    return Figure(f"about {to_five(count)}", to_five(count), made=_HERE)


def _percent(part: int, whole: int) -> int:
    return (200 * part + ROUND_TO * whole) // (2 * ROUND_TO * whole) * ROUND_TO


def _hidden(why: WhyNot | None = None) -> Figure:
    return Figure(NOT_SHOWN, None, why_not=why, made=_HERE)
