"""The noise of a cell: P(k) in proportion to 3^-|k|, or of a choice to (7/12)^|k|, drawn exactly."""

from random import Random
from typing import Final, NamedTuple, Protocol


class Ratio(NamedTuple):
    """A fraction, `of` how many equal chances."""

    chances: int
    of: int


THIRD: Final = Ratio(1, 3)
# With another choice two cells of one question move, by no more than three to one together: (12/7)^2 < 3.
OF_A_CHOICE: Final = Ratio(7, 12)


class Chance(Protocol):
    """The source of randomness: the module `secrets`, or one that begins with a seed."""

    def randbelow(self, exclusive_upper_bound: int, /) -> int: ...


class Seeded:
    """For a demo or a test, in which the same must happen again."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def randbelow(self, exclusive_upper_bound: int, /) -> int:
        return self._rng.randrange(exclusive_upper_bound)


def draw(chance: Chance, ratio: Ratio = THIRD) -> int:
    """The difference of two runs of successes, of one in three unless said otherwise."""
    return _run(chance, ratio) - _run(chance, ratio)


def _run(chance: Chance, ratio: Ratio) -> int:
    length = 0
    while chance.randbelow(ratio.of) < ratio.chances:
        length += 1
    return length
