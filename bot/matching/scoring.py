"""The total score of every pair in a pool."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bot.matching.constraints import Constraint, Mask, allowed
from bot.matching.criteria import all_criteria
from bot.matching.minutes import blocks
from bot.matching.people import Pool

NOT_SAID = 0.5
DECIMALS = 4


def total(pool: Pool, weights: Mapping[str, float]) -> NDArray[np.float64]:
    """0 to 100, mentees x mentors; what is missing counts half, and so does a criterion without data yet."""
    criteria, found, whole = all_criteria(), np.zeros(pool.shape), sum(weights.values())
    for key, weight in weights.items():
        score = np.nan_to_num(criteria[key].score(pool), nan=NOT_SAID) if key in criteria else NOT_SAID
        found += weight * score
    return np.round(100 * found / whole, DECIMALS) if whole else np.full(pool.shape, 100 * NOT_SAID)


def scores_and_mask(
    pool: Pool, weights: Mapping[str, float], *, constraints: tuple[Constraint, ...]
) -> tuple[NDArray[np.float32], Mask]:
    """Both for the whole pool, worked out a few rows at a time."""
    scores, mask = np.zeros(pool.shape, dtype=np.float32), np.zeros(pool.shape, dtype=bool)
    for rows, some in blocks(pool):
        scores[rows], mask[rows] = total(some, weights), allowed(some, constraints=constraints)
    return scores, mask
