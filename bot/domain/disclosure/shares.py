"""How far a share may be off whose whole has noise as well: of those who answered, how many said yes.

The share p is what chance alone would give in the long run. Given how many answered, A, the yeses are
binomial(A, p), and both are stored with noise. Of A we know its own noisy value: each number from nobody to
everybody asked is as likely as the noise between the two. An end of the interval leaves out 5 % of that
mixture, and half of what is exactly met counts (mid-p, as in intervals.py).
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import mul
from typing import Final

from bot.domain.disclosure.intervals import PERCENT, TAIL, interval
from bot.domain.disclosure.noise import THIRD, Ratio
from bot.domain.disclosure.sums import Spread, spread_of

# From so many on the noise of a whole moves a share by less than one in a hundred.
MANY: Final = 150
# Wholes that are a thousand times less likely than the likeliest are left out.
UNLIKELY: Final = 1e-3


@lru_cache(maxsize=2048)
def interval_of_share(
    yeses: int, answered: int, *, asked: int, cells: int = 1, ratio: Ratio = THIRD, yes_cells: int = 1
) -> tuple[int, int]:
    """The lowest and highest share in percent that could well have led to these two values.

    `answered` is the sum of so many `cells`, each with noise of its own, and `yeses` that of `yes_cells`;
    `ratio` is that of the yeses' noise.
    """
    whole = min(max(answered, 0), asked)
    seen = min(max(yeses, 0), whole)
    if whole >= MANY:
        return interval(seen, whole, cells=yes_cells, ratio=ratio)
    return _ends(_below(seen, _wholes(whole, asked, cells), spread_of(yes_cells, ratio)))


@lru_cache(maxsize=1024)
def interval_of_count(yeses: int, *, cells: int, least: int, most: int) -> tuple[int, int]:
    """The same of yeses in so many `cells`, where the whole was counted and rounded.

    It is as likely each number from `least` to `most`.
    """
    if least >= MANY:
        return interval(yeses, (least + most) // 2, cells=cells)
    weight = 1 / (most - least + 1)
    wholes = [(whole, weight) for whole in range(least, most + 1)]
    return _ends(_below(min(max(yeses, 0), most), wholes, spread_of(cells)))


def _ends(below: Callable[[int], float]) -> tuple[int, int]:
    low = bisect_left(PERCENT, TAIL, key=lambda percent: 1 - below(percent))
    beyond = bisect_left(PERCENT, True, key=lambda percent: below(percent) < TAIL)
    return min(low, 100), max(beyond - 1, min(low, 100))


def _wholes(answered: int, asked: int, cells: int) -> list[tuple[int, float]]:
    """How many may really have answered, from the fewest, each with how likely that is."""
    noise = spread_of(cells)
    weights = [(whole, noise.exactly(answered - whole)) for whole in range(asked + 1)]
    least = UNLIKELY * max(weight for _, weight in weights)
    kept = [(whole, weight) for whole, weight in weights if weight >= least]
    together = sum(weight for _, weight in kept)
    return [(whole, weight / together) for whole, weight in kept]


def _below(seen: int, wholes: Sequence[tuple[int, float]], spread: Spread) -> Callable[[int], float]:
    """How likely less than this is seen, and half of how likely it is itself, by the share in percent."""
    fewest, most = wholes[0][0], wholes[-1][0]
    noise = [spread.below(seen - yes) for yes in range(most + 1)]

    @lru_cache(maxsize=len(PERCENT))
    def below(percent: int) -> float:
        share = percent / 100
        sure = _binomial(fewest, share)
        more = _of_the_rest([weight for _, weight in wholes], share)
        found: float = sum(
            chance * sum(map(mul, sure, noise[yeses : yeses + fewest + 1]))
            for yeses, chance in enumerate(more)
        )
        return found

    return below


def _binomial(answered: int, share: float) -> list[float]:
    """How likely each number of yeses is, one from the other: it is asked of fewer than MANY."""
    if share in (0.0, 1.0):
        return [float(yeses == answered * share) for yeses in range(answered + 1)]
    odds = share / (1 - share)
    steps = (odds * (answered - yeses) / (yeses + 1) for yeses in range(answered))
    return list(accumulate(steps, mul, initial=(1 - share) ** answered))


def _of_the_rest(weights: Sequence[float], share: float) -> list[float]:
    """How likely each number of yeses is among those of whom we don't know that they answered.

    `weights` say how likely it is that nobody of them did, one, two and so on.
    """
    chances = [0.0]
    for weight in reversed(weights):
        # One more answers, and says yes or no.
        without, yes = [*chances, 0.0], [0.0, *chances]
        chances = [(1 - share) * no + share * more for no, more in zip(without, yes, strict=True)]
        chances[0] += weight
    return chances
