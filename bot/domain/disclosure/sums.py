"""The noise of several cells together: each number it may come to, with how likely that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import exp, lgamma, log, sqrt
from operator import mul

from bot.domain.disclosure.noise import THIRD, Ratio


@dataclass(frozen=True, slots=True)
class Spread:
    """How likely each number from `least` on is, and how likely it and all below it are."""

    least: int
    each: Sequence[float]
    up_to: Sequence[float]

    def exactly(self, noise: int) -> float:
        at = noise - self.least
        return self.each[at] if 0 <= at < len(self.each) else 0.0

    def at_most(self, noise: int) -> float:
        at = noise - self.least
        return 0.0 if at < 0 else self.up_to[min(at, len(self.up_to) - 1)]

    def below(self, noise: int) -> float:
        """How likely it is less than this, and half of how likely it is this (mid-p)."""
        return (self.at_most(noise) + self.at_most(noise - 1)) / 2


@lru_cache(maxsize=256)
def spread_of(cells: int, ratio: Ratio = THIRD) -> Spread:
    """Of so many cells, each with noise of its own: the difference of as many runs on either side."""
    runs = _runs(cells, ratio)
    # What one side has more than the other; as likely as the same the other way round.
    more = [sum(map(mul, runs, runs[far:])) for far in range(len(runs))]
    each = [*reversed(more[1:]), *more]
    return Spread(1 - len(more), each, list(accumulate(each)))


def _runs(cells: int, ratio: Ratio) -> list[float]:
    """How long so many runs are together, but for what hardly happens: the negative binomial."""
    share = ratio.chances / ratio.of
    middle, far = cells * share / (1 - share), 9 * sqrt(cells * share) / (1 - share) + 40
    return [
        exp(
            lgamma(length + cells)
            - lgamma(cells)
            - lgamma(length + 1)
            + cells * log(1 - share)
            + length * log(share)
        )
        for length in range(max(int(middle - far), 0), int(middle + far) + 1)
    ]
