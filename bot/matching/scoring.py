"""What every pair of a pool is worth, and whether it is allowed at all."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from bot.matching.constraints import constraints_of
from bot.matching.criteria import all_criteria
from bot.matching.pair_values import NOT_SAID, Part, constant
from bot.matching.people import Pool
from bot.matching.score_matrix import ScoreMatrix, score_matrix_of

WHOLE = 100.0
# A broken rule weighs more than all that can speak for a pair.
BROKEN = -10 * WHOLE


def score_matrix(pool: Pool, weights: Mapping[str, float]) -> ScoreMatrix:
    """0 to 100."""
    return score_matrix_of(pool, _scores(pool, weights))


def match_matrix(pool: Pool, weights: Mapping[str, float]) -> ScoreMatrix:
    """0 to 100, and far below zero where a hard constraint would be broken."""
    return score_matrix_of(pool, [*_scores(pool, weights), *_rules(pool)])


def total(pool: Pool, weights: Mapping[str, float]) -> NDArray[np.float32]:
    """The scores of a pool of a few hundred, all at once."""
    return score_matrix(pool, weights).block(slice(0, len(pool.mentees)))


def _scores(pool: Pool, weights: Mapping[str, float]) -> Iterator[tuple[float, Part]]:
    """A criterion that nobody has written counts half, and so does everything where nothing has a weight."""
    criteria, whole = all_criteria(), sum(weights.values())
    for key, weight in weights.items():
        if weight and key in criteria:
            yield from ((WHOLE * weight / whole, part) for part in criteria[key].score(pool))
        elif weight:
            yield WHOLE * weight / whole, constant(pool, NOT_SAID)
    if not whole:
        yield WHOLE, constant(pool, NOT_SAID)


def _rules(pool: Pool) -> Iterator[tuple[float, Part]]:
    for constraint in constraints_of(pool):
        yield from ((BROKEN, part) for part in constraint.breaks(pool))
