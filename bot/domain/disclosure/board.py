"""All that is frozen of one program, and the figures made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.disclosure.cells import Cell
from bot.domain.disclosure.figures import Figure, hours, share, taking_part, total
from bot.domain.disclosure.kinds import JOINED, MET, Kind
from bot.domain.disclosure.weeks import WEEK, last_weeks

# A chart of weeks is drawn from so many numbers on, one of four weeks each from so many.
ENOUGH_WEEKS: Final = 8
A_BAR: Final = 4
ENOUGH_BARS: Final = 2
# A share that is older is shown no longer.
SHARES_KEPT: Final = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Bars:
    """Meetings by the Monday on which each bar begins, oldest first; a bar is of so many `weeks`."""

    weeks: int = 1
    met: Sequence[tuple[date, Figure]] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """`cells`: of the last weeks, in any order."""

    cells: Sequence[Cell] = ()

    @property
    def as_of(self) -> date | None:
        """The Monday on which it was last counted who takes part; None before the first."""
        weeks = [cell.week for cell in self.cells if cell.kind == JOINED.name]
        return max(weeks) + WEEK if weeks else None

    def since(self, kind: Kind, group: str = "") -> date | None:
        """The first day that a cell of this kind is about, for what began to be counted half-way; or None."""
        weeks = [cell.week for cell in self.records(kind, group)]
        return min(weeks) + WEEK - WEEK * max(kind.every, 1) if weeks else None

    def records(self, kind: Kind, group: str = "") -> list[Cell]:
        """The cells of a kind and group in which anybody could, oldest first."""
        found = [cell for cell in self._of(kind) if cell.group == group and cell.could]
        return sorted(found, key=lambda cell: cell.week)

    def taking_part(self, kind: Kind) -> Figure:
        return taking_part(next((cell for cell in self._now(kind) if not cell.group), None))

    def groups(self, kind: Kind) -> Mapping[str, Figure]:
        """The groups that are large enough to have been kept, by name."""
        return {cell.group: taking_part(cell) for cell in self._now(kind) if cell.group}

    def meetings(self) -> Figure:
        """Of the last twelve weeks that were frozen, together."""
        kept = frozenset(self._weeks())
        return total([cell for cell in self._of(MET) if cell.week in kept])

    def hours(self, minutes: int) -> Figure:
        """The time that talks took in all weeks that are here, each as long as planned."""
        return hours(self._of(MET), minutes=minutes)

    def meetings_by_week(self) -> list[tuple[date, Figure]]:
        """Of each of the last twelve weeks that were frozen, oldest first."""
        by_week = {cell.week: cell for cell in self._of(MET)}
        return [(week, total([by_week[week]] if week in by_week else [])) for week in self._weeks()]

    def meetings_over_time(self) -> Bars:
        """By week; by four weeks where too few weeks have a number to show; no bar where that helps little.

        A bar is the sum of stored values, like any other total: it says nothing that they do not.
        """
        by_week = self.meetings_by_week()
        if _shown(by_week) >= ENOUGH_WEEKS:
            return Bars(1, by_week)
        kept = {cell.week: cell for cell in self._of(MET)}
        weeks = self._weeks()
        groups = [weeks[first : first + A_BAR] for first in range(0, len(weeks), A_BAR)]
        met = [(some[0], total([kept[one] for one in some if one in kept])) for some in groups]
        return Bars(A_BAR, met) if _shown(met) >= ENOUGH_BARS else Bars()

    def this_week(self, kind: Kind, *, today: date) -> Figure:
        """Of the week that began with the last freezing."""
        return total([cell for cell in self._of(kind) if cell.week + WEEK <= today < cell.week + 2 * WEEK])

    def latest_share(self, kind: Kind, *, today: date) -> Figure:
        known = [cell for cell in self._of(kind) if today - cell.week <= SHARES_KEPT]
        return share(max(known, key=lambda cell: cell.week, default=None))

    def _weeks(self) -> list[date]:
        frozen = [cell.week for cell in self._of(MET)]
        return last_weeks(max(frozen)) if frozen else []

    def _of(self, kind: Kind) -> list[Cell]:
        return [cell for cell in self.cells if cell.kind == kind.name]

    def _now(self, kind: Kind) -> list[Cell]:
        return [cell for cell in self._of(kind) if cell.week + WEEK == self.as_of]


def _shown(met: Sequence[tuple[date, Figure]]) -> int:
    return sum(figure.value is not None for _, figure in met)
