"""What a measure came to in a program, held against its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.disclosure.figures import Figure
from bot.domain.measures.targets import Target


class Verdict(StrEnum):
    """CLOSE: the target lies in what is likely, so that it can't be told. TOO_EARLY: no figure is shown."""

    REACHED = "reached"
    NOT_REACHED = "not reached"
    CLOSE = "too close to tell"
    TOO_EARLY = "too early to tell"
    NO_TARGET = "no target"


@dataclass(frozen=True, slots=True)
class Result:
    """`part` tells figures of one measure apart ("3_months"); most have one, and it is empty.

    `earlier` is the figure it is compared with, where a measure is a change. `trend` is the figure over
    time, oldest first, by the Monday on which each period begins. `as_of` is the Monday of the newest cell;
    None before the first.
    """

    measure_id: str
    figure: Figure
    verdict: Verdict
    target: Target | None = None
    part: str = ""
    earlier: Figure | None = None
    trend: Sequence[tuple[date, Figure]] = ()
    as_of: date | None = None

    @property
    def key(self) -> str:
        """What tells it from other results, and its target from other targets: "pairs_active:3_months"."""
        return f"{self.measure_id}:{self.part}" if self.part else self.measure_id
