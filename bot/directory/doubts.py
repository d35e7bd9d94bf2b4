"""What is to be known of cells whose rows were kept, counted."""

from collections import Counter
from collections.abc import Iterator

from bot.directory.problems import Doubt, Warned, shown

DIFFERENT_WARNINGS = 1000
OTHERS = "other values"
DOUBTS = {
    "not an address": Doubt.NO_ADDRESS,
    "several addresses in one cell": Doubt.NO_ADDRESS,
}
NO_ADDRESS, SEVERAL_ADDRESSES = DOUBTS

Unknown = tuple[tuple[str, str], ...]


class Doubts:
    """`widths` counts employee numbers of digits alone, by how many these are."""

    def __init__(self) -> None:
        self._unknown: Counter[tuple[str, str]] = Counter()
        self.widths: Counter[int] = Counter()

    def add(self, unknown: Unknown) -> None:
        """Fields with the cells for which they were left empty."""
        for field, cell in unknown:
            full = len(self._unknown) >= DIFFERENT_WARNINGS and (field, cell) not in self._unknown
            self._unknown[(field, OTHERS if full else cell)] += 1

    @property
    def warnings(self) -> list[Warned]:
        """The most frequent first."""
        ordered = sorted(self._unknown.items(), key=lambda one: (one[0][1] == OTHERS, -one[1], one[0]))
        warned = (
            Warned(field, shown(cell), count, DOUBTS.get(cell, Doubt.UNKNOWN))
            for (field, cell), count in ordered
        )
        return [*self._lost_zeros(), *warned]

    def _lost_zeros(self) -> Iterator[Warned]:
        if len(self.widths) > 1:
            longest = max(self.widths)
            cells = f"numbers with {min(self.widths)} digits where others have {longest}"
            count = self.widths.total() - self.widths[longest]
            yield Warned("employee_id", cells, count, Doubt.WIDTHS)
