"""All that is frozen of one program, and the figures made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.disclosure.cells import Cell
from bot.domain.disclosure.figures import Figure, share, taking_part, total
from bot.domain.disclosure.kinds import JOINED, MET, Kind
from bot.domain.disclosure.weeks import WEEK, last_weeks

# A share that is older is shown no longer.
SHARES_KEPT: Final = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Board:
    """`cells`: of the last weeks, in any order."""

    cells: Sequence[Cell] = ()

    @property
    def as_of(self) -> date | None:
        """The Monday on which it was last counted who takes part; None before the first."""
        weeks = [cell.week for cell in self.cells if cell.kind == JOINED.name]
        return max(weeks) + WEEK if weeks else None

    def taking_part(self, kind: Kind) -> Figure:
        return taking_part(next((cell for cell in self._now(kind) if not cell.group), None))

    def groups(self, kind: Kind) -> Mapping[str, Figure]:
        """The groups that are large enough to have been kept, by name."""
        return {cell.group: taking_part(cell) for cell in self._now(kind) if cell.group}

    def meetings(self) -> Figure:
        """Of the last twelve weeks that were frozen, together."""
        kept = frozenset(self._weeks())
        return total([cell for cell in self._of(MET) if cell.week in kept])

    def meetings_by_week(self) -> list[tuple[date, Figure]]:
        """Of each of the last twelve weeks that were frozen, oldest first."""
        by_week = {cell.week: cell for cell in self._of(MET)}
        return [(week, total([by_week[week]] if week in by_week else [])) for week in self._weeks()]

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
