"""How far a share may be off whose whole has noise as well: of those who answered, how many said yes.

The share p is what chance alone would give in the long run. Given how many answered, A, the yeses are
binomial(A, p), and both are stored with noise. Of A we know its own noisy value: each number from nobody to
everybody asked is as likely as the noise between the two. An end of the interval leaves out 5 % of that
mixture, and half of what is exactly met counts (mid-p, as in intervals.py).
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import accumulate, product
from operator import mul
from typing import Final

from bot.domain.disclosure.intervals import PERCENT, TAIL, interval
from bot.domain.disclosure.noise import THIRD, Ratio, at_most

# From so many on the noise of a whole moves a share by less than one in a hundred.
MANY: Final = 150
# Wholes that are a thousand times less likely than the likeliest are left out.
UNLIKELY: Final = 1e-3
# Noise that is further out, or less likely, changes no interval.
FAR: Final = 14
SELDOM: Final = 1e-9


@lru_cache(maxsize=2048)
def interval_of_share(
    yeses: int, answered: int, *, asked: int, cells: int = 1, ratio: Ratio = THIRD, yes_cells: int = 1
) -> tuple[int, int]:
    """The lowest and highest share in percent that could well have led to these two values.

    `answered` is the sum of so many `cells`, each with noise of its own, and `yeses` that of `yes_cells`;
    `ratio` is that of the yeses' noise, the usual one where they are several.
    """
    whole = min(max(answered, 0), asked)
    seen = min(max(yeses, 0), whole)
    if whole >= MANY:
        return interval(seen, whole, ratio)
    noise = _sum_at_most(yes_cells) if yes_cells > 1 else partial(at_most, ratio=ratio)
    below = _below(seen, _wholes(whole, asked, cells), noise)
    low = bisect_left(PERCENT, TAIL, key=lambda percent: 1 - below(percent))
    beyond = bisect_left(PERCENT, True, key=lambda percent: below(percent) < TAIL)
    return min(low, 100), max(beyond - 1, min(low, 100))


def _wholes(answered: int, asked: int, cells: int) -> list[tuple[int, float]]:
    """How many may really have answered, from the fewest, each with how likely that is."""
    noise = _noise(cells)
    weights = [(whole, noise.get(answered - whole, 0.0)) for whole in range(asked + 1)]
    least = UNLIKELY * max(weight for _, weight in weights)
    kept = [(whole, weight) for whole, weight in weights if weight >= least]
    together = sum(weight for _, weight in kept)
    return [(whole, weight / together) for whole, weight in kept]


@lru_cache(maxsize=16)
def _noise(cells: int) -> Mapping[int, float]:
    """How likely the noise of so many cells together is each number."""
    one = {noise: at_most(noise) - at_most(noise - 1) for noise in range(-FAR, FAR + 1)}
    together = {0: 1.0}
    for _ in range(cells):
        sums: defaultdict[int, float] = defaultdict(float)
        for (noise, likely), (more, also) in product(together.items(), one.items()):
            sums[noise + more] += likely * also
        together = {noise: likely for noise, likely in sums.items() if likely > SELDOM}
    return together


def _sum_at_most(cells: int) -> Callable[[int], float]:
    """How likely the noise of so many cells together is no more than a number."""
    noise = _noise(cells)
    return lambda number: sum(likely for one, likely in noise.items() if one <= number)


def _below(
    seen: int, wholes: Sequence[tuple[int, float]], noise_at_most: Callable[[int], float]
) -> Callable[[int], float]:
    """How likely less than this is seen, and half of how likely it is itself, by the share in percent."""
    fewest, most = wholes[0][0], wholes[-1][0]
    noise = [(noise_at_most(seen - yes) + noise_at_most(seen - yes - 1)) / 2 for yes in range(most + 1)]

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
