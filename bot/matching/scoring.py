"""The total score of every pair in a pool."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bot.matching.criteria import all_criteria
from bot.matching.minutes import blocks
from bot.matching.people import Pool

NOT_SAID = 0.5
DECIMALS = 4


def total(pool: Pool, weights: Mapping[str, float]) -> NDArray[np.float64]:
    """0 to 100, mentees x mentors; what is missing counts half, and so does a criterion without data yet."""
    criteria, found, whole = all_criteria(), np.zeros(pool.shape), sum(weights.values())
    for key, weight in weights.items():
        if key in criteria:
            score = criteria[key].score(pool)
            found += weight * np.where(np.isnan(score), NOT_SAID, score)
        else:
            found += weight * NOT_SAID
    return np.round(100 * found / whole, DECIMALS) if whole else np.full(pool.shape, 100 * NOT_SAID)


def scores_of(pool: Pool, weights: Mapping[str, float]) -> NDArray[np.float32]:
    """The same for a pool of any size, worked out a few rows at a time."""
    scores = np.zeros(pool.shape, dtype=np.float32)
    for rows, some in blocks(pool):
        scores[rows] = total(some, weights)
    return scores
