"""Enough welcome time in common to meet."""

import numpy as np
from numpy.typing import NDArray

from bot.matching.minutes import minutes_of
from bot.matching.pair import Pair
from bot.matching.people import Pool

ENOUGH, PLENTY = 45.0, 90.0


def score(pool: Pool) -> NDArray[np.float64]:
    """1 from 90 shared minutes a cycle, 0.6 from 45."""
    minutes = minutes_of(pool)
    found = np.select(
        [np.isnan(minutes), minutes >= PLENTY, minutes >= ENOUGH], [np.nan, 1.0, 0.6], default=0.0
    )
    return found.astype(float)


def reason(pair: Pair) -> str | None:
    if pair.minutes is None or pair.minutes < ENOUGH:
        return None
    return (
        "Your free times often overlap."
        if pair.minutes >= PLENTY
        else "Your free times overlap enough to meet."
    )
