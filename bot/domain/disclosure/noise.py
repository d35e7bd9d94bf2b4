"""The noise of a cell: P(k) in proportion to 3^-|k|, drawn exactly."""

from random import Random
from typing import Final, Protocol

RATIO: Final = 3


class Chance(Protocol):
    """The source of randomness: the module `secrets`, or one that begins with a seed."""

    def randbelow(self, exclusive_upper_bound: int, /) -> int: ...


class Seeded:
    """For a demo or a test, in which the same must happen again."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def randbelow(self, exclusive_upper_bound: int, /) -> int:
        return self._rng.randrange(exclusive_upper_bound)


def draw(chance: Chance) -> int:
    """The difference of two runs of successes of one in three."""
    return _run(chance) - _run(chance)


def _run(chance: Chance) -> int:
    length = 0
    while chance.randbelow(RATIO) == 0:
        length += 1
    return length


def at_most(noise: int) -> float:
    """How likely `draw` gives no more than this."""
    beyond = float(RATIO) / (RATIO + 1)
    return float(beyond * RATIO**noise) if noise < 0 else float(1 - beyond * RATIO ** -(noise + 1))
