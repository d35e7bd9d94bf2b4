"""How far a share may be from what is behind it: chance and noise, at 90 %, from their exact distribution."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from math import exp, lgamma, log, sqrt
from typing import Final

from bot.domain.disclosure.noise import THIRD, Ratio
from bot.domain.disclosure.sums import spread_of

TAIL: Final = 0.05
PERCENT: Final = range(101)


@lru_cache(maxsize=1024)
def interval(noisy: int, asked: int, *, cells: int = 1, ratio: Ratio = THIRD) -> tuple[int, int]:
    """The lowest and highest share in percent that could well have led to this sum of so many cells.

    Each end leaves out 5 %; half of what is exactly met counts (mid-p), since whole numbers are coarse. What
    is not possible is read as the nearest that is, and counted as that.
    """
    seen = min(max(noisy, 0), asked)
    low = bisect_left(PERCENT, TAIL, key=lambda percent: 1 - _below(seen, asked, percent / 100, cells, ratio))
    # The first share with which so little would be seen too seldom.
    beyond = bisect_left(
        PERCENT, True, key=lambda percent: _below(seen, asked, percent / 100, cells, ratio) < TAIL
    )
    return min(low, 100), max(beyond - 1, min(low, 100))


def _below(seen: int, asked: int, share: float, cells: int, ratio: Ratio) -> float:
    """How likely less than this is seen, and half of how likely it is itself; it falls as the share grows."""
    less = at_most(seen - 1, asked, share, cells=cells, ratio=ratio) if seen > 0 else 0.0
    no_more = at_most(seen, asked, share, cells=cells, ratio=ratio) if seen < asked else 1.0
    return (less + no_more) / 2


def at_most(seen: int, asked: int, share: float, *, cells: int = 1, ratio: Ratio = THIRD) -> float:
    """How likely so many cells come to no more than this, where each of `asked` says yes with this chance."""
    noise = spread_of(cells, ratio)
    return sum(likely * noise.at_most(seen - yeses) for yeses, likely in _yeses(asked, share))


def _yeses(asked: int, share: float) -> Iterator[tuple[int, float]]:
    """How likely each number of yeses is, but for the ones that hardly happen."""
    # What lies further away than this has less than one chance in a million million.
    middle, far = asked * share, 8 * sqrt(asked * share * (1 - share)) + 10
    near = range(max(int(middle - far), 0), min(int(middle + far), asked) + 1)
    for yeses in near:
        yield yeses, _exactly(yeses, asked, share)


def _exactly(yeses: int, asked: int, share: float) -> float:
    """The binomial distribution, by logarithms, since thousands may be asked."""
    if share in (0.0, 1.0):
        return float(yeses == asked * share)
    ways = lgamma(asked + 1) - lgamma(yeses + 1) - lgamma(asked - yeses + 1)
    return exp(ways + yeses * log(share) + (asked - yeses) * log(1 - share))
