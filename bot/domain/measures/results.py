"""What a measure came to in a program, held against its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.disclosure.figures import Figure
from bot.domain.measures.targets import Comparison, Target


class Verdict(StrEnum):
    """What a figure says about its target, by one rule: all that is likely has to agree.

    REACHED: each percent of what is likely is what was aimed at. NOT_REACHED: none of them is. CLOSE: some
    are and some aren't. What is likely is what the reader sees, rounded to five; of a figure without a range
    it is the figure. TOO_EARLY: no figure is shown. NO_TARGET: nothing is aimed at, shown or not.
    """

    REACHED = "reached"
    NOT_REACHED = "not reached"
    CLOSE = "too close to tell"
    TOO_EARLY = "too early to tell"
    NO_TARGET = "no target"


@dataclass(frozen=True, slots=True)
class Result:
    """`part` tells figures of one measure apart ("3_months"); most have one, and it is empty.

    `earlier` is the figure it is compared with, where a measure is a change. `trend` is the figure over
    time, oldest first, by the Monday on which each period begins. `as_of` is the Monday of the newest cell,
    and `since` the one on which its first period began; None before the first. What HR works out is held
    against comparable staff, who are `earlier`, and its `as_of` is the day that HR gave.
    """

    measure_id: str
    figure: Figure
    verdict: Verdict
    target: Target | None = None
    part: str = ""
    earlier: Figure | None = None
    trend: Sequence[tuple[date, Figure]] = ()
    as_of: date | None = None
    since: date | None = None

    @property
    def key(self) -> str:
        """What tells it from other results, and its target from other targets: "pairs_active:3_months"."""
        return f"{self.measure_id}:{self.part}" if self.part else self.measure_id


def judge(figure: Figure, target: Target | None) -> Verdict:
    """Hold a figure against its target."""
    if target is None or target.comparison is Comparison.REPORT:
        return Verdict.NO_TARGET
    if figure.value is None:
        return Verdict.TOO_EARLY
    low, high = figure.between or (figure.value, figure.value)
    agree = {target.holds(percent) for percent in range(low, high + 1)}
    if len(agree) > 1:
        return Verdict.CLOSE
    return Verdict.REACHED if True in agree else Verdict.NOT_REACHED
