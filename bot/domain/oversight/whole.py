"""What all programs of a workspace come to: sums of stored cells, which say nothing that those do not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.disclosure.board import SHARES_KEPT, Board
from bot.domain.disclosure.cells import Cell, together
from bot.domain.disclosure.figures import Figure, share_of, taking_part_together, total
from bot.domain.disclosure.kinds import INTRODUCED, JOINED, MET, ON_TRACK, Kind
from bot.domain.disclosure.weeks import last_weeks


@dataclass(frozen=True, slots=True)
class Whole:
    """`boards`: of the programs, each with what is frozen of it."""

    boards: Sequence[Board]

    @property
    def as_of(self) -> date | None:
        return max((one.as_of for one in self.boards if one.as_of), default=None)

    def joined(self) -> Figure:
        return self._taking_part(JOINED)

    def introduced(self) -> Figure:
        return self._taking_part(INTRODUCED)

    def on_track(self, *, today: date) -> Figure:
        """Of the newest Monday on which it was frozen: the same one in every program."""
        known = [one for one in self._of(ON_TRACK) if today - one.week <= SHARES_KEPT]
        newest = max((one.week for one in known), default=None)
        return share_of([one for one in known if one.week == newest])

    def meetings(self) -> Figure:
        """Of the last twelve weeks that were frozen, together."""
        cells = list(self._of(MET))
        kept = frozenset(last_weeks(max(one.week for one in cells))) if cells else ()
        return total(together(one for one in cells if one.week in kept))

    def _taking_part(self, kind: Kind) -> Figure:
        """As each stood on the newest Monday; a program that was not counted then is in no sum."""
        newest = max((one.week for one in self._of(kind)), default=None)
        return taking_part_together([one for one in self._of(kind) if one.week == newest and not one.group])

    def _of(self, kind: Kind) -> Iterable[Cell]:
        return (cell for board in self.boards for cell in board.cells if cell.kind == kind.name)
